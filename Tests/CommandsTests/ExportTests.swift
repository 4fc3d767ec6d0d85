import TestSupport
import Testing

@Suite struct ExportTests {
  @Test(
    .enabled(if: Graphviz.isInstalled, "Graphviz is not installed"),
    arguments: Golden.examples)
  func `Graphviz reads every example`(_ example: String) throws {
    let run = CommandRun(["export", example, "--format", "dot"])
    let drawn = try Graphviz.draw(run.output)
    #expect(drawn.accepted)
    #expect(drawn.messages.isEmpty)
  }

  @Test func `a graph beyond what can be looked at is no picture`() {
    let run = CommandRun(["export", hugeProgram, "--format", "svg"])
    #expect(run.code == 2)
    #expect(run.errors.contains("too large for a picture"))
  }

  @Test func `the format has to be said`() {
    #expect(CommandRun(["export", "x"]).code == 64)
  }
}

/// A program whose drawing would have millions of cells.
let hugeProgram = (0..<4000).map { "a\($0 + 1) = a\($0)*b\($0)" }.joined(separator: "; ")
