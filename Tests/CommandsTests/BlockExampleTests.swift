import TestSupport
import Testing

@testable import Commands

/// What the commands say of the examples with loops, functions, index lists and derivatives inside.
@Suite struct BlockExampleTests {
  @Test(arguments: [
    "newton-loop", "unrolled-rnn", "descent-inside", "second-derivative", "tanh-network-parents",
    "lines-of-a-function",
  ])
  func `they trace, agree with differences, and can be exported in every format`(_ name: String) {
    for precision in ["double", "single"] {
      let trace = CommandRun(["trace", name, "--precision", precision])
      #expect(trace.code == 0 && trace.errors.isEmpty)
      #expect(!trace.output.contains("NaN"))
      let check = CommandRun(["check", name, "--precision", precision])
      #expect(check.code == 0, "\(check.output)")
      #expect(check.output.contains("agree"))
    }
    for format in ["dot", "svg", "mermaid", "json", "latex", "markdown", "adjoint", "tangent"] {
      let export = CommandRun(["export", name, "--format", format])
      #expect(export.code == 0 && export.output.count > 100, "\(format): \(export.errors)")
    }
  }
}
