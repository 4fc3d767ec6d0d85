import TestSupport
import Testing
import TextCanvas

@Suite struct WrappingTests {
  private func wrapped(_ text: String, _ columns: Int) -> [String] {
    StyledText(text).wrapped(toColumns: columns).map(\.plain)
  }

  @Test func `a line that fits stays as it is`() {
    #expect(wrapped("x̄ += 1", 6) == ["x̄ += 1"])
    #expect(wrapped("", 6) == [""])
  }

  @Test func `a line is broken at a space and goes on indented`() {
    #expect(
      wrapped("   = 1 · (-1.2346e5) = -1.2346e5", 24) == [
        "   = 1 · (-1.2346e5) =", "     -1.2346e5",
      ])
    #expect(wrapped("one two three", 7) == ["one two", "  three"])
  }

  @Test func `a word that is too long is broken`() {
    #expect(wrapped("adj(somewhere)", 6) == ["adj(so", "  mewh", "  ere)"])
  }

  @Test(arguments: 0...4) func `very narrow lines end`(columns: Int) {
    let lines = wrapped("  漢字 and more", columns)
    #expect(!lines.isEmpty)
    #expect(
      lines.joined().filter { $0 != " " } == "漢字andmore")
  }

  /// A program of a hundred thousand characters may be one line of an answer.
  @Test(arguments: ["x", "word "]) func `a line four times as long takes four times as long`(
    word: String
  ) {
    Growth.expectLinear(upTo: 20_000) { count in
      #expect(wrapped(String(repeating: word, count: count), 50).count > count / 50)
    }
  }

  @Test func `the parts keep their meaning`() {
    let line = StyledText("ab ", .value) + StyledText("cd", .adjoint)
    let last = line.wrapped(toColumns: 4).last
    #expect(last?.parts == [StyledText("  ").parts[0], StyledText("cd", .adjoint).parts[0]])
  }
}
