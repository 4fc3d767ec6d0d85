package import Basics

/// Where a text stops being JSON, and why.
package struct JSONError: Error, Equatable {
  package let problem: JSONProblem
  /// What is wrong, to point at.
  package let span: SourceSpan
  /// How far the text was read when that turned out.
  package let offset: Int

  init(_ problem: JSONProblem, at span: SourceSpan, offset: Int? = nil) {
    self.problem = problem
    self.span = span
    self.offset = offset ?? span.upperBound
  }
}

/// What can be wrong with a text that should be JSON.
package enum JSONProblem: Equatable, Sendable {
  case endsTooSoon
  case textAfterEnd
  case missingFieldName
  case missingColon(String)
  /// A comma or the bracket that closes what the values stand in.
  case missingComma(bracket: String)
  /// The bracket of that kind has no partner.
  case unclosedBracket(String)
  case repeatedField(String)
  case strayText(String)
  case wrongNumber(String)
  case unclosedText
  case controlCharacter
  case wrongEscape
  case invalidUTF8(UInt8)
  case nestedTooDeeply(limit: Int)
}

extension JSONProblem {
  /// What belongs where the text stops being JSON, in a few words.
  package var expected: String {
    switch self {
    case .endsTooSoon, .strayText, .wrongNumber: "a value"
    case .textAfterEnd: "the end"
    case .missingFieldName: "a name in quotes"
    case .missingColon: "':'"
    case .missingComma(let bracket): "',' or '\(bracket)'"
    case .unclosedBracket(let bracket): "',' or '\(bracket == "{" ? "}" : "]")'"
    case .repeatedField: "a name that is used only once"
    case .unclosedText: "'\"'"
    case .controlCharacter: "a character that is not a control character"
    case .wrongEscape: "an escape sequence"
    case .invalidUTF8: "UTF-8 text"
    case .nestedTooDeeply: "a value that is nested less deeply"
    }
  }
}
