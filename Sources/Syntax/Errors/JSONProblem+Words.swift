import Interchange

extension JSONProblem {
  /// What is wrong and, after a semicolon, what to do about it.
  package var message: String {
    switch self {
    case .endsTooSoon: "the text ends where a value is expected; type one"
    case .textAfterEnd: "nothing may follow the last bracket of a graph; remove it"
    case .missingFieldName: "a field begins with its name in quotation marks; type \"name\": ..."
    case .missingColon(let name): "a ':' is missing after the name of the field \(name.quoted)"
    case .missingComma: "a ',' or a closing bracket is missing here"
    case .repeatedField(let name): "the field \(name.quoted) appears twice; remove one"
    case .strayText(let text):
      "\(text.quoted) is not a value; put a string in quotation marks, such as \"NaN\""
    case .wrongNumber(let text): "\(text.quoted) is not a JSON number; type it like 12, 0.5, 2e-3"
    case .unclosedText: "this string is never closed; add '\"'"
    case .controlCharacter: "a string cannot contain a line break or a control character; type \\n"
    case .wrongEscape: "this is not a JSON escape sequence; type a backslash as \\\\"
    case .unclosedBracket(let bracket): FormulaError.Problem.unclosedBracket(bracket).message
    case .invalidUTF8(let byte): FormulaError.Problem.invalidUTF8(byte).message
    case .nestedTooDeeply(let limit): "this is nested more than \(limit) deep; no graph needs that"
    }
  }
}
