import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer

@Suite struct RevealTests {
  private func model(_ program: String, at values: String? = nil) throws -> ExplorerModel {
    try ExplorerModel(program, at: values)
  }

  @Test func `rule, symbols, numbers and sum appear one at a time, and the number last`() throws {
    var model = try model("z = x*y", at: "x=2,y=3")
    try model.press("':set reveal on' Enter ':goto 4' Enter n")
    let event = model.timeline.position
    #expect(event > 4)
    var counts: [Int] = []
    for _ in 0..<3 {
      counts.append(model.shownStages)
      #expect(model.hidesLatestNumber)
      #expect(model.rows.contains { $0.contains("?") })
      try model.press("n")
      #expect(model.timeline.position == event)
    }
    #expect(counts == [1, 2, 3])
    #expect(!model.hidesLatestNumber)
    // The next contribution has lines of its own.
    try model.press("n")
    #expect(model.timeline.position == event + 1 && model.hidesLatestNumber)
    try model.press("n n n n")
    #expect(model.notice?.plain == "already at the end of the timeline")
  }

  @Test func `going back and switching it off show all`() throws {
    var model = try model("z = x*y + x", at: "x=2,y=3")
    try model.press("':set reveal on' Enter n n n N")
    #expect(!model.hidesLatestNumber)
    try model.press("n ':set reveal off' Enter")
    #expect(!model.hidesLatestNumber)
    let position = model.timeline.position
    try model.press("n")
    #expect(model.timeline.position > position)
  }

  @Test func `a key changes the notation and says which it is`() throws {
    var model = try model("z = x*y", at: "x=2,y=3")
    try model.press("G")
    var texts: Set<String> = []
    for notation in ["arrow", "g", "leibniz", "delta", "bar"] {
      try model.press("F6")
      #expect(model.notation.rawValue == notation)
      #expect(model.notice?.plain.hasPrefix("notation \(notation): ") == true)
      texts.insert(model.rows.dropLast().joined(separator: "\n"))
    }
    #expect(texts.count == 5)
  }

  @Test func `with a group folded the event is the group's`() throws {
    var model = try model("phi(t) = sin(t)^2\nx = 2\nz = 3*phi(x)")
    if !model.outline.items.contains(where: { $0.group != nil }) { try model.press("X") }
    try model.press("G")
    let text = model.rows.joined(separator: "\n")
    #expect(text.contains("folded: ") && text.contains("steps inside"))
    #expect(text.contains("/dx = 3 · "))
  }

  @Test func `another output is differentiated, and back`() throws {
    var model = try model("x = 2; a = x^2; b = 3*x; output a, b")
    try model.press("G")
    #expect(model.timeline.adjoint(of: model.program.inputs[0].node).scalar == 4)
    try model.press("':output b' Enter G")
    #expect(model.timeline.adjoint(of: model.program.inputs[0].node).scalar == 3)
    #expect(model.program.outputs.count == 2)
    try model.press("U G")
    #expect(model.timeline.adjoint(of: model.program.inputs[0].node).scalar == 4)
  }

  @Test func `an element can be the output`() throws {
    var model = try model("x = 2; y = [x^2, x^3]")
    try model.press("':output y[1]' Enter G")
    #expect(model.timeline.adjoint(of: model.program.inputs[0].node).scalar == 12)
  }

  @Test func `an example opens in place of the program`() throws {
    var model = try model("z = x*y", at: "x=2,y=3")
    try model.press("':open quotient' Enter")
    #expect(model.program.inputs.map(\.name) == ["x"])
    // An example as it is built in cannot be lost.
    var leaving = model
    #expect(leaving.update(.key(.character("q"))) == [.screen(.quit)])
    try model.press("U")
    #expect(model.program.inputs.map(\.name) == ["x", "y"])
    try model.press("':open quotiet' Enter")
    #expect(model.rows.joined().contains("did you mean 'quotient'?"))
  }

  @Test func `paths lead from element to element`() throws {
    var model = try model("W = [[1, 2], [3, 4]]; x = [0.5, -1]; a = W @ x; C = sum(a*a)")
    try model.press("':paths W[0,0] C' Enter")
    // However narrow the pane is that it is docked in.
    let text = model.rows.map { $0.split(separator: "│").last ?? "" }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    // dC/dW[0,0] = 2·a[0]·x[0] = 2·(-1.5)·0.5, over the two uses of a.
    #expect(text.contains("2 paths from W[0, 0] to C; they add up to -1.5 = dC/dW[0, 0]"))
  }
}

extension ExplorerModel {
  /// How many parts of what is said of the last event are shown.
  fileprivate var shownStages: Int { revealed ?? 99 }
}
