import Foundation
import TestSupport
import Testing

@Suite struct ExportTests {
  @Test(.needsGraphviz, arguments: Golden.examples)
  func `Graphviz reads every example`(_ example: String) throws {
    let run = CommandRun(["export", example, "--format", "dot"])
    let drawn = try Graphviz.draw(run.output)
    #expect(drawn.accepted)
    #expect(drawn.messages.isEmpty)
  }

  @Test(arguments: Golden.examples)
  func `a graph in JSON opens again as the same`(_ example: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "graph.json").path
    #expect(CommandRun(["export", example, "--format", "json", "-o", file]).code == 0)
    let trace = CommandRun(["trace", example, "--format", "json"]).output
    #expect(CommandRun(["trace", file, "--format", "json"]).output == trace)
    for format in ["json", "dot", "svg"] {
      let first = CommandRun(["export", example, "--format", format]).output
      let second = CommandRun(["export", file, "--format", format]).output
      #expect(first.withoutTitle == second.withoutTitle)
    }
  }

  @Test func `a graph beyond what can be looked at is no picture`() {
    let run = CommandRun(["export", hugeProgram, "--format", "svg"])
    #expect(run.code == 2)
    #expect(run.errors.contains("too large for a picture"))
  }

  @Test func `a picture of units has the numbers of every unit, and no marks`() {
    let picture = CommandRun(["export", "four-equations", "--format", "svg", "--units"])
    #expect(picture.code == 0)
    // z, a and δ of the first hidden unit: σ(0.6), and its slope times 0.6·δ[0] - 0.5·δ[1].
    for number in ["0.6", "0.64566", "-0.02873"] {
      #expect(picture.output.contains(number), "\(number)")
    }
    let none = CommandRun(["export", "product-gate", "--format", "svg", "--units"])
    #expect(none.code == 2)
    #expect(none.errors.contains("there are no units here"))
  }

  @Test func `the format has to be said`() {
    #expect(CommandRun(["export", "x"]).code == 64)
  }
}

/// A program whose drawing would have millions of cells.
let hugeProgram = (0..<4000).map { "a\($0 + 1) = a\($0)*b\($0)" }.joined(separator: "; ")

extension String {
  /// A picture's title is the program's text, which a graph does not keep.
  fileprivate var withoutTitle: String {
    split(separator: "\n").filter { !$0.hasPrefix("<title>") && !$0.hasSuffix("</title>") }
      .joined(separator: "\n")
  }
}
