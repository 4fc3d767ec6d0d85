import Formula

/// What the word before the cursor of a command line may become.
struct Completion {
  /// The line up to the cursor, as far as all candidates agree.
  let text: String
  /// What the word may be, in alphabetical order.
  let candidates: [String]

  /// Completes a line at its end.
  init(_ line: String, in model: ExplorerModel) {
    let start =
      line.lastIndex { !$0.isNameCharacter }.map { line.index(after: $0) }
      ?? line.startIndex
    let word = String(line[start...])
    let isCommand = !line[..<start].contains { !$0.isWhitespace && $0 != ":" }
    let words = isCommand ? Self.commands : Self.arguments(of: line, in: model)
    candidates = words.filter { $0.hasPrefix(word) && $0 != word || $0 == word && isCommand }
      .sorted()
    let common = candidates.reduce(candidates.first) { common, next in
      common.map { Self.commonPrefix($0, next) }
    }
    var ending = common ?? word
    if candidates.count == 1 { ending += isCommand ? " " : "" }
    text = String(line[..<start]) + ending
  }

  private static let commands = CommandTable.all.map { $0.names[0] }

  private static func arguments(of line: String, in model: ExplorerModel) -> [String] {
    let command = CommandText(line)
    let entry = CommandTable.entry(named: command.nameText)
    switch entry?.argument {
    case .node: return model.scope.allNames
    case .expression:
      return model.scope.allNames + StateReference.Quantity.functions.map { $0 + "(" }
        + (entry?.names[0].hasSuffix("break") == true ? ["nan", "accumulate"] : [])
    case .breakpoint: return model.debugger.breakpoints.all.map { "\($0.number)" }
    case .option:
      let option = ExplorerOption(rawValue: String(command.words.first ?? ""))
      let isValue = command.words.count > 1 || line.last?.isWhitespace == true
      if let option, isValue { return option.values }
      return model.scope.allNames + ExplorerOption.allCases.map(\.rawValue)
    case .topic: return InfoTopic.allCases.map(\.rawValue)
    case .command: return commands
    case nil: return []
    }
  }

  private static func commonPrefix(_ first: String, _ second: String) -> String {
    String(zip(first, second).prefix { $0 == $1 }.map(\.0))
  }
}

extension Character {
  /// Whether a name can hold the character.
  fileprivate var isNameCharacter: Bool { isLetter || isNumber || self == "_" }
}
