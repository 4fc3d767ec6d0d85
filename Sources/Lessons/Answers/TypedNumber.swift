package import Autodiff
import Formula
import Syntax

/// A number, or an array of them, as a person types it: `2*cos(2)`, `1/3`, `1e-3`, `[1, 0.5]`.
package enum TypedNumber {
  /// Reads what was typed by the means that programs are read with. Where the answer is a percentage it
  /// may say so: `63 %` is 63.
  package static func read(
    _ typed: String, inPercent: Bool = false
  ) throws(AnswerProblem) -> Tensor<Double> {
    let spelled = typed.trimmed.replacingSymbols
    let text = inPercent ? spelled.withoutPercent : spelled
    if let number = Double(text), !text.contains("x"), !text.contains("X") { return Tensor(number) }
    if let word = words[text.lowercased()] { return Tensor(word) }
    if let problem = foreignSpelling(text) { throw problem }
    return try computed(text)
  }

  /// What is not finite, in the ways in which people write it.
  private static let words: [String: Double] = [
    "nan": .nan, "not a number": .nan, "inf": .infinity, "infinity": .infinity, "+inf": .infinity,
    "-inf": -.infinity, "-infinity": -.infinity, "∞": .infinity, "+∞": .infinity, "-∞": -.infinity,
  ]

  /// What would be read as something else, or refused in words that do not help.
  private static func foreignSpelling(_ text: String) -> AnswerProblem? {
    if text.isEmpty { return AnswerProblem("type a number, or ? if you are not sure") }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].isSignedDigits, parts[1].isDigits {
      return AnswerProblem("a decimal point is typed '.': \(parts[0]).\(parts[1])")
    }
    if parts.count > 2, parts.allSatisfy({ $0.isSignedDigits }) {
      return AnswerProblem("type large numbers without commas; an array needs brackets: [1, 2]")
    }
    guard let unit = text.unit else { return signOfPrint(text) }
    if unit == "%" { return AnswerProblem("type a fraction instead of a percentage: 0.5 for 50 %") }
    return AnswerProblem("the numbers here have no units; leave '\(unit)' out")
  }

  /// What stands raised or stacked in print.
  private static func signOfPrint(_ text: String) -> AnswerProblem? {
    if text.contains(where: { "⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }) {
      return AnswerProblem("type a power with ^, as in 3^2")
    }
    if text.contains(where: { $0.isNumber && !$0.isASCII }) {
      return AnswerProblem("type a fraction with a slash, as in 1/3")
    }
    return nil
  }

  private static func computed(_ text: String) throws(AnswerProblem) -> Tensor<Double> {
    do {
      var expression = try StateExpression(text, origin: "answer", in: nothing)
      guard case .number(let number) = expression.value({ _ in nil }) else {
        throw AnswerProblem("type a number or an expression made of numbers, such as 2*cos(2)")
      }
      return number
    } catch let problem as AnswerProblem {
      throw problem
    } catch let failure as FormulaFailure {
      throw AnswerProblem(message(of: failure))
    } catch {
      throw AnswerProblem("\(error)")
    }
  }

  /// An expression over the state of a program without names knows numbers and functions alone.
  private static let nothing: StateScope? = (try? Program("0")).map { StateScope($0) }

  private static func message(of failure: FormulaFailure) -> String {
    guard let error = failure.errors.first else { return "this is not a number" }
    if case .state(.unknownNode(let name, _)) = error.problem {
      return "\(name.quoted) is a name; type its number, or an expression such as 2*cos(2)"
    }
    return ErrorReport(error, in: failure.source).message
  }
}

extension StateExpression {
  /// An expression in a scope that is always there but cannot be said to be at compile time.
  fileprivate init(_ text: String, origin: String, in scope: StateScope?) throws {
    guard let scope else { throw AnswerProblem("this cannot be read as a number") }
    try self.init(text, origin: origin, in: scope)
  }
}

extension String {
  /// The text without blanks at its ends.
  package var trimmed: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }

  /// The signs of print as one types them.
  fileprivate var replacingSymbols: String {
    String(map { $0 == "\u{2212}" || $0 == "\u{2013}" ? "-" : $0.asciiDigit ?? $0 })
  }

  /// The text without a percent sign, or the word, at its end.
  fileprivate var withoutPercent: String {
    let sign = ["%", "percent", "per cent"].first { hasSuffix($0) && $0.count < count }
    return sign.map { String(dropLast($0.count)).trimmed } ?? self
  }

  /// A word right behind a number that is no name of the language: `m` of `3 m`.
  fileprivate var unit: String? {
    let number = prefix { $0.isNumber || "+-.".contains($0) }
    guard number.contains(where: \.isNumber) else { return nil }
    let rest = dropFirst(number.count).drop(while: \.isWhitespace)
    guard !rest.isEmpty, rest.allSatisfy({ $0.isLetter || "%°/²³".contains($0) }),
      rest.first != "/", !BuiltIn.names.contains(String(rest)), rest != "pi", rest != "e"
    else { return nil }
    return String(rest)
  }
}

extension Character {
  /// The digit as it is typed here, for a digit of another script.
  fileprivate var asciiDigit: Character? {
    guard unicodeScalars.count == 1, unicodeScalars.first?.properties.numericType == .decimal
    else { return nil }
    return wholeNumberValue.flatMap { "\($0)".first }
  }
}

extension Substring {
  fileprivate var isDigits: Bool { !isEmpty && allSatisfy { $0.isASCII && $0.isNumber } }

  fileprivate var isSignedDigits: Bool {
    drop { $0 == "-" || $0 == "+" || $0 == " " }.isDigits
  }
}
