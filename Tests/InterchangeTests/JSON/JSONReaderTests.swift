import Basics
import Interchange
import Testing

@Suite struct JSONReaderTests {
  /// Where a text is refused, what is expected there, and how far it was read.
  private func refusal(_ bytes: [UInt8], from start: Int = 0) -> String {
    let source = SourceText(bytes: bytes, origin: "x.json")
    do throws(JSONError) {
      _ = try JSONReader.read(source, from: start)
      return "accepted"
    } catch {
      let position = source.position(of: error.span.lowerBound)
      return "\(position.line):\(position.column): \(error.problem.expected) at \(error.offset)"
    }
  }

  @Test(arguments: [
    "{}", " [ ] ", "[1, -0.5, 2e3, 1E-2, 0]", "\"\"", "null", "true", "[[[]]]",
    "{\"a\": {\"b\": [null, false]}}", "\"\\u00e9\\n\\\"\\ud83d\\ude00\"",
  ])
  func `what is JSON is read`(_ text: String) {
    #expect(refusal(Array(text.utf8)) == "accepted")
  }

  @Test func `texts lose their escapes`() throws {
    let value = try JSONReader.read(SourceText("\"a\\u00e9\\n\\\"\\ud83d\\ude00é\""))
    guard case .string(let text) = value.kind else {
      Issue.record("no text")
      return
    }
    #expect(text == "aé\n\"😀é")
  }

  @Test(arguments: [
    ("", "1:1: a value at 0"), ("[1, 2", "1:1: ',' or ']' at 5"),
    ("{\"a\": 1", "1:1: ',' or '}' at 7"), ("[1 2]", "1:4: ',' or ']' at 3"),
    ("{\"a\": 1 2}", "1:9: ',' or '}' at 8"), ("[1,\n 2,]", "2:4: a value at 7"),
    ("{a: 1}", "1:2: a name in quotes at 1"), ("{\"a\" 1}", "1:6: ':' at 5"),
    ("{\"a\": 1, \"a\": 2}", "1:10: a name that is used only once at 12"),
    ("[nil]", "1:2: a value at 4"), ("[01]", "1:2: a value at 3"), ("[.5]", "1:2: a value at 1"),
    ("\"abc", "1:1: '\"' at 4"),
    ("\"a\nb\"", "1:3: a character that is not a control character at 3"),
    ("\"\\x\"", "1:2: an escape sequence at 3"), ("{} {}", "1:4: the end at 3"),
    (String(repeating: "[", count: 100), "1:65: a value that is nested less deeply at 64"),
  ])
  func `what is not JSON is refused where it stops being so`(_ text: String, _ expected: String) {
    #expect(refusal(Array(text.utf8)) == expected)
  }

  @Test func `bytes that are no UTF-8 are pointed at`() {
    let bytes = Array("[\"a".utf8) + [0xFF, 0x22, 0x5D]
    #expect(refusal(bytes) == "1:4: UTF-8 text at 4")
  }

  @Test func `a text may begin with a mark of its byte order, or after other bytes`() {
    #expect(refusal([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == "accepted")
    #expect(refusal(Array("12345678{}".utf8), from: 8) == "accepted")
    #expect(refusal(Array("12345678{x".utf8), from: 8) == "1:10: a name in quotes at 9")
  }

  @Test func `values are asked for by name and kind`() throws {
    let text = "{\"shape\": [2, 3], \"value\": \"NaN\", \"part\": [1, 0.5], \"no\": null}"
    let value = try JSONReader.read(SourceText(text))
    #expect(value["shape"]?.wholes == [2, 3])
    #expect(value["value"]?.number?.isNaN == true)
    #expect(value["part"]?.wholes == nil)
    #expect(value["part"]?["shape"] == nil)
    #expect(value["no"]?.word == "null")
    #expect(value["yes"] == nil)
  }
}
