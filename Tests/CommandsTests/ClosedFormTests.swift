import Autodiff
import Formula
import Foundation
import Inquiry
import Testing

@Suite struct ClosedFormTests {
  /// Examples whose comments give closed forms.
  private static let examples = Example.all.filter { $0.text.contains("# same:") }

  @Test(arguments: examples, 0..<20)
  func `a closed form is the computed number at random points`(
    _ example: Example, _ seed: Int
  ) throws {
    var program = try Program(example.text)
    var generator = Numbers(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 12345)
    for input in program.inputs where program.graph.hasAdjoint(input.node) {
      let values = input.values.map { _ in 0.2 + 2.5 * generator.next() }
      guard values.count == 1 else { continue }
      program = try program.setting(input.name, to: "\(values[0])")
    }
    var run = try program.timeline()
    run.seek(to: run.count)
    let found = ClosedForms(program).comparisons(at: run)
    #expect(found.count == program.remarks.closedForms.count && !found.isEmpty)
    for comparison in found {
      let size = comparison.computed.elements.reduce(1) { max($0, abs($1)) }
      #expect(comparison.difference <= 1e-11 * size, "\(comparison.formula)")
    }
  }

  @Test func `a closed form that is wrong shows its difference`() {
    let run = CommandRun(
      ["--plain", "z = x^2 # a square\n# same: 3*x", "--at", "x=2"], input: "same")
    #expect(run.output.contains("dz/dx = 4 = 3*x, difference 2"))
  }

  @Test func `what cannot be read is said`() {
    let run = CommandRun(["--plain", "z = x^2\n# same: 2*w", "--at", "x=2"], input: "same")
    #expect(run.output.contains("2*w: cannot be read"))
  }

  @Test func `an equation can have a name of its own`() {
    let text = "x = 2\ny = x^2  # equation 2.4\nz = sin(y)"
    let run = CommandRun(["render", text, "--size", "120x40", "--keys", "G"])
    #expect(run.output.contains("equation 2.4"))
    #expect(!CommandRun(["render", text, "--keys", "n n n"]).output.contains("equation 2.4"))
  }

  /// Numbers between 0 and 1, the same for the same seed.
  private struct Numbers {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53
    }
  }
}
