import Basics
import Interchange
import Testing

@testable import Formula
@testable import Syntax

/// What is said of a graph whose text is not JSON.
@Suite struct JSONWordsTests {
  private func problem(_ text: String) -> String {
    let source = SourceText(text)
    do throws(JSONError) {
      _ = try JSONReader.read(source)
      return "accepted"
    } catch {
      let report = ErrorReport(FormulaError(.json(error.problem), at: error.span), in: source)
      return "\(report.position.line):\(report.position.column): \(report.message)"
    }
  }

  @Test(arguments: [
    ("", "1:1: the text ends where a value is expected; type one"),
    ("[1, 2", "1:1: this '[' is never closed; add ']'"),
    ("{\"a\": 1", "1:1: this '{' is never closed; add '}'"),
    ("[1 2]", "1:4: a ',' or a closing bracket is missing here"),
    ("[1,\n 2,]", "2:4: ']' is not a value; put a string in quotation marks, such as \"NaN\""),
    ("{a: 1}", "1:2: a field begins with its name in quotation marks; type \"name\": ..."),
    ("{\"a\" 1}", "1:6: a ':' is missing after the name of the field 'a'"),
    ("{\"a\": 1, \"a\": 2}", "1:10: the field 'a' appears twice; remove one"),
    ("[NaN]", "1:2: 'NaN' is not a value; put a string in quotation marks, such as \"NaN\""),
    ("[01]", "1:2: '01' is not a JSON number; type it like 12, 0.5, 2e-3"),
    ("[1.]", "1:2: '1.' is not a JSON number; type it like 12, 0.5, 2e-3"),
    ("[1e999]", "1:2: '1e999' is not a JSON number; type it like 12, 0.5, 2e-3"),
    ("[-]", "1:2: '-' is not a JSON number; type it like 12, 0.5, 2e-3"),
    ("\"abc", "1:1: this string is never closed; add '\"'"),
    ("\"a\nb\"", "1:3: a string cannot contain a line break or a control character; type \\n"),
    ("\"\\x\"", "1:2: this is not a JSON escape sequence; type a backslash as \\\\"),
    ("\"\\ud83d\"", "1:2: this is not a JSON escape sequence; type a backslash as \\\\"),
    ("{} {}", "1:4: nothing may follow the last bracket of a graph; remove it"),
    ("[\"a\u{1}\"]", "1:4: a string cannot contain a line break or a control character; type \\n"),
    (
      String(repeating: "[", count: 100_000),
      "1:65: this is nested more than 64 deep; no graph needs that"
    ),
  ])
  func `what is not JSON is refused where it stops being so`(_ text: String, _ expected: String) {
    #expect(problem(text) == expected)
  }
}
