import Foundation
import TestSupport
import Testing

/// The numbers in frames with plots and descents, computed again without the program.
@Suite struct PlotFrameTests {
  private static let sizes = ["80x24", "120x40"]

  private func frame(_ program: String, _ options: [String], size: String, keys: String) -> String {
    let run = CommandRun(["render", program] + options + ["--size", size, "--keys", keys])
    #expect(run.code == 0, "\(run.errors)")
    return run.output
  }

  /// The number that stands right behind some words, up to its five digits.
  private func expect(
    _ number: Double, after words: String, in frame: String,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let rest = frame.range(of: words).map { frame[$0.upperBound...] } ?? ""
    let text = rest.prefix { "+-.e0123456789".contains($0) }
    let found = Double(text) ?? .nan
    #expect(
      abs(found - number) <= 5e-5 * max(abs(number), 1e-3), "\(words)\(number) is not in\n\(frame)",
      sourceLocation: place)
  }

  @Test(arguments: sizes) func `a curve with its tangent`(_ size: String) {
    let frame = frame(
      "z = x*y + sin(x)", ["--at", "x=2,y=3"], size: size,
      keys: "':plot z by x -3 4' Enter ':nudge x -1.5' Enter Escape G")
    let (z, slope) = (6 + sin(2.0), 3 + cos(2.0))
    let actual = 0.5 * 3 + sin(0.5) - z
    expect(z, after: "z = ", in: frame.dropping(upTo: "plot: z by x"))
    expect(slope, after: "dz/dx = ", in: frame)
    expect(z, after: "tangent: ", in: frame)
    expect(-1.5 * slope, after: "tangent says ", in: frame)
    expect(actual, after: "curve ", in: frame)
    expect(actual + 1.5 * slope, after: "off by ", in: frame)
  }

  @Test(arguments: sizes) func `an activation with its slope`(_ size: String) {
    let frame = frame(
      "z = w*x; a = sigmoid(z)", ["--at", "w=0.8,x=2"], size: size,
      keys: "':select a' Enter p f")
    let a = 1 / (1 + exp(-1.6))
    let plot = frame.dropping(upTo: "plot: sigmoid(z)")
    expect(a, after: "sigmoid(z) = ", in: plot)
    expect(1.6, after: "at z = ", in: plot)
    expect(a * (1 - a), after: "∂a/∂z = ", in: plot)
  }

  @Test(arguments: sizes) func `a contour with its gradient`(_ size: String) {
    let frame = frame(
      "z = x^2 + 3*y^2 - x*y", ["--at", "x=1.5,y=-1"], size: size,
      keys: "':plot z by x, y' Enter G")
    let plot = frame.dropping(upTo: "plot: z by x, y")
    expect(2.25 + 3 + 1.5, after: "z = ", in: plot)
    expect(2 * 1.5 + 1, after: "gradient (", in: plot)
    expect(-6 - 1.5, after: "gradient (4, ", in: plot)
  }

  @Test(arguments: sizes, [true, false])
  func `steps of a descent`(_ size: String, clearing: Bool) {
    let frame = frame(
      "data x = 2; L = (w*x - 1)^2", ["--at", "w=3"], size: size,
      keys: "':set zero \(clearing ? "on" : "off")' Enter ':descend 0.05 12' Enter")
    var (w, kept, losses) = (3.0, 0.0, [25.0])
    for _ in 0..<12 {
      kept = (clearing ? 0 : kept) + 4 * (2 * w - 1)
      w -= 0.05 * kept
      losses.append(pow(2 * w - 1, 2))
    }
    expect(losses[12], after: "step 12/12  L ", in: frame)
    expect(losses[12], after: "L = ", in: frame.dropping(upTo: "plot: L by step"))
    // On a small screen the pane may have to be scrolled for the last line.
    if size == "120x40" { expect(losses[11], after: "L: ", in: frame) }
    expect(losses[12], after: "12 steps: L from 25 to ", in: frame)
    #expect(frame.contains("zero is off") != clearing)
  }
}

extension String {
  /// What follows some words.
  fileprivate func dropping(upTo words: String) -> String {
    range(of: words).map { String(self[$0.upperBound...]) } ?? ""
  }
}
