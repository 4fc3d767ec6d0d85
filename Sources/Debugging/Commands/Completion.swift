package import Formula
import Inquiry
import Syntax

/// What the word before the cursor of a command line may become.
package struct Completion {
  /// The line up to the cursor, as far as all candidates agree.
  package let text: String
  /// What the word may be, in alphabetical order.
  package let candidates: [String]

  /// Completes a line at its end.
  package init(_ line: String, in scope: StateScope, _ breakpoints: BreakpointList) {
    let start = line.startOfLastName
    let word = String(line[start...])
    let isCommand = !line[..<start].contains { !$0.isWhitespace && $0 != ":" }
    let words = isCommand ? Self.commands : Self.arguments(of: line, in: scope, breakpoints)
    let begun = words.filter { $0.hasPrefix(word) && $0 != word || $0 == word && isCommand }
    // The quotes of a name need not be typed to find it.
    let quoted = begun.isEmpty && !word.isEmpty ? words.filter { $0.hasPrefix("'" + word) } : []
    candidates = (begun + quoted).sorted()
    let common = candidates.reduce(candidates.first) { common, next in
      common.map { Self.commonPrefix($0, next) }
    }
    var ending = common ?? word
    if candidates.count == 1 { ending += isCommand ? " " : "" }
    text = String(line[..<start]) + ending
  }

  private static let commands = CommandTable.all.map { $0.names[0] }

  private static func arguments(
    of line: String, in scope: StateScope, _ breakpoints: BreakpointList
  ) -> [String] {
    let command = CommandText(line)
    let entry = CommandTable.entry(named: command.nameText)
    switch entry?.argument {
    case .node: return scope.allNames
    case .expression:
      return scope.allNames + StateFunction.names.map { $0 + "(" }
        + (entry?.names[0].hasSuffix("break") == true ? ["nan", "accumulate"] : [])
    case .breakpoint: return breakpoints.all.map { "\($0.number)" }
    case .option:
      let option = ExplorerOption(rawValue: String(command.words.first ?? ""))
      let isValue = command.words.count > 1 || line.last?.isWhitespace == true
      if let option, isValue { return option.values }
      return scope.allNames + ExplorerOption.allCases.map(\.rawValue)
    case .topic: return InfoTopic.allCases.map(\.rawValue)
    case .command: return commands
    case .choice: return entry?.choices ?? []
    case nil: return []
    }
  }

  private static func commonPrefix(_ first: String, _ second: String) -> String {
    String(zip(first, second).prefix { $0 == $1 }.map(\.0))
  }
}

extension Character {
  /// Whether a name can hold the character.
  fileprivate var isNameCharacter: Bool { isLetter || isNumber || self == "_" || self == "." }
}

extension String {
  /// Where the name at the end begins, which may stand in quotes that are still open.
  fileprivate var startOfLastName: Index {
    var quotes = QuoteScanner()
    var start = startIndex
    var wasQuoted = false
    for index in indices {
      let isQuoted = quotes.isInside(after: self[index])
      if isQuoted, !wasQuoted { start = index }
      if !isQuoted, !self[index].isNameCharacter { start = self.index(after: index) }
      wasQuoted = isQuoted
    }
    return start
  }
}
