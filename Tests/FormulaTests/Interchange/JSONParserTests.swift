import Testing

@testable import Formula

@Suite struct JSONParserTests {
  private func problem(_ text: String) -> String {
    let source = SourceText(text)
    do throws(FormulaError) {
      _ = try JSONParser.parse(source)
      return "accepted"
    } catch {
      let report = ErrorReport(error, in: source)
      return "\(report.position.line):\(report.position.column): \(report.message)"
    }
  }

  @Test(arguments: [
    "{}", " [ ] ", "[1, -0.5, 2e3, 1E-2, 0]", "\"\"", "null", "true", "[[[]]]",
    "{\"a\": {\"b\": [null, false]}}", "\"\\u00e9\\n\\\"\\ud83d\\ude00\"",
  ])
  func `what is JSON is read`(_ text: String) {
    #expect(problem(text) == "accepted")
  }

  @Test func `texts lose their escapes`() throws {
    let value = try JSONParser.parse(SourceText("\"a\\u00e9\\n\\\"\\ud83d\\ude00é\""))
    guard case .string(let text) = value.kind else {
      Issue.record("no text")
      return
    }
    #expect(text == "aé\n\"😀é")
  }

  @Test(arguments: [
    ("", "1:1: the text ends where a value should stand; type one"),
    ("[1, 2", "1:1: this '[' is never closed; add ']'"),
    ("{\"a\": 1", "1:1: this '{' is never closed; add '}'"),
    ("[1 2]", "1:4: a ',' or a closing bracket is missing here"),
    ("[1,\n 2,]", "2:4: ']' is no value; a text stands in quotation marks, as \"NaN\" does"),
    ("{a: 1}", "1:2: a field begins with its name in quotation marks; type \"name\": ..."),
    ("{\"a\" 1}", "1:6: a ':' is missing after the name of the field 'a'"),
    ("{\"a\": 1, \"a\": 2}", "1:10: the field 'a' is there twice; remove one"),
    ("[NaN]", "1:2: 'NaN' is no value; a text stands in quotation marks, as \"NaN\" does"),
    ("[01]", "1:2: '01' is no number of JSON; type it like 12, 0.5, 2e-3"),
    ("[1.]", "1:2: '1.' is no number of JSON; type it like 12, 0.5, 2e-3"),
    ("[1e999]", "1:2: '1e999' is no number of JSON; type it like 12, 0.5, 2e-3"),
    ("[-]", "1:2: '-' is no number of JSON; type it like 12, 0.5, 2e-3"),
    ("\"abc", "1:1: this text is never closed; add '\"'"),
    ("\"a\nb\"", "1:3: a text cannot hold a line break or a control character; type \\n"),
    ("\"\\x\"", "1:2: this is no escape of JSON; type a backslash as \\\\"),
    ("\"\\ud83d\"", "1:2: this is no escape of JSON; type a backslash as \\\\"),
    ("{} {}", "1:4: a graph ends with its last bracket; remove what follows"),
    (
      String(repeating: "[", count: 100_000),
      "1:65: this is nested more than 64 deep; a graph is not"
    ),
  ])
  func `what is not JSON is refused where it stops being so`(_ text: String, _ expected: String) {
    #expect(problem(text) == expected)
  }

  @Test func `bytes that are no UTF-8 are pointed at`() {
    let source = SourceText(bytes: Array("[\"a".utf8) + [0xFF, 0x22, 0x5D], origin: "x.json")
    #expect(throws: FormulaError(.invalidUTF8(0xFF), at: SourceSpan(3, 4))) {
      try JSONParser.parse(source)
    }
  }
}
