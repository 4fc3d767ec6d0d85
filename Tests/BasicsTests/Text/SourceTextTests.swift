import Basics
import Testing

@Suite struct SourceTextTests {
  private let text = SourceText("x = 1\nȳ = 日本\n")

  @Test func `lines and columns count from one, columns in characters`() {
    #expect(text.position(of: 0) == SourcePosition(line: 1, column: 1))
    #expect(text.position(of: 4) == SourcePosition(line: 1, column: 5))
    #expect(text.position(of: 6) == SourcePosition(line: 2, column: 1))
    // ȳ takes two bytes, 日 takes three.
    #expect(text.position(of: 14) == SourcePosition(line: 2, column: 6))
  }

  @Test func `a last line break begins an empty line`() {
    #expect(text.lineCount == 3)
    #expect(text.bounds(ofLine: 3).isEmpty)
    #expect(text.position(of: text.bytes.count) == SourcePosition(line: 3, column: 1))
  }

  @Test func `places outside the text are its end`() {
    #expect(text.bounds(ofLine: 9).isEmpty)
    #expect(text.bounds(ofLine: 0).isEmpty)
    #expect(text.text(in: SourceSpan(4, 10_000)).hasPrefix("1\n"))
    #expect(text.text(in: SourceSpan(900, 10_000)) == "")
  }

  @Test func `a span cannot run backwards`() {
    #expect(SourceSpan(5, 2).isEmpty)
    #expect(SourceSpan(5, 2).lowerBound == 5)
  }
}
