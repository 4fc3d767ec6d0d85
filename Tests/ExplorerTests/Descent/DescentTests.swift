import Autodiff
import Debugging
import Formula
import Foundation
import Inquiry
import Presentation
import Testing
import TextCanvas

@testable import Explorer

@Suite struct DescentTests {
  /// (w·x - 1)² with the slope 2x(w·x - 1) by w; x = 2 is data.
  private static let parabola = "data x = 2; L = (w*x - 1)^2"

  private func model(
    _ keys: String, _ text: String = parabola, at values: String? = "w=3",
    size: Size = Size(width: 120, height: 40)
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(text, at: values, size: size)
    try press(keys, &model)
    return model
  }

  /// Presses keys, and waits after each for what then goes on by itself.
  private func press(_ keys: String, _ model: inout ExplorerModel) throws {
    for event in try KeySequence.parse(keys) {
      model.press(event)
      while model.isBusy { model.proceed() }
    }
  }

  private func value(_ name: String, of model: ExplorerModel) throws -> Double {
    try #require(model.program.inputs.first { $0.name == name }?.values.first)
  }

  /// Weights and losses of the parabola, computed without the program.
  private func descent(
    from start: Double, rate: Double, steps: Int, clearing: Bool = true
  ) -> [(w: Double, loss: Double)] {
    var (w, kept) = (start, 0.0)
    var places = [(w: w, loss: pow(w * 2 - 1, 2))]
    for _ in 0..<steps {
      let gradient = (clearing ? 0 : kept) + 4 * (w * 2 - 1)
      (w, kept) = (w - rate * gradient, gradient)
      places.append((w: w, loss: pow(w * 2 - 1, 2)))
    }
    return places
  }

  @Test func `the plot of the losses begins with the first, however far above the others`() throws {
    let rows = try model("':descend 0.1 20' Enter", "w = 3; L = (2*w - 3)^2", at: nil).rows
    #expect(rows.contains { $0.contains(" 8 ┤") || $0.contains("9 ┤") }, "\(rows.joined())")
  }

  @Test func `the inputs move against their adjoints, and data do not`() throws {
    let model = try model("':descend 0.1 6' Enter")
    let descent = try #require(model.debugger.descent)
    let expected = self.descent(from: 3, rate: 0.1, steps: 6)
    #expect(descent.steps.count == 7 && descent.position == 6)
    for (step, place) in zip(descent.steps, expected) {
      #expect(abs(step.loss - place.loss) < 1e-12)
      #expect(abs((step.program.inputs.first { $0.name == "w" }?.values[0] ?? 0) - place.w) < 1e-12)
    }
    #expect(try value("x", of: model) == 2)
    #expect(abs(try value("w", of: model) - expected[6].w) < 1e-12)
    #expect(model.notice?.plain == "6 steps: L from 25 to \(NumberText.short(expected[6].loss))")
  }

  @Test func `each step can be undone and made again`() throws {
    var model = try model("':descend 0.1 6' Enter")
    let expected = descent(from: 3, rate: 0.1, steps: 6).map(\.w)
    for step in (0..<6).reversed() {
      try press("U", &model)
      #expect(abs(try value("w", of: model) - expected[step]) < 1e-12)
      #expect(model.debugger.descent?.position == step && model.debugger.descent?.last == 6)
    }
    try press("3 C-r", &model)
    #expect(abs(try value("w", of: model) - expected[3]) < 1e-12)
  }

  @Test func `the second time bar leads to every step, and on`() throws {
    var model = try model("':descend 0.1 4' Enter")
    let expected = descent(from: 3, rate: 0.1, steps: 6).map(\.w)
    try press("< <", &model)
    #expect(abs(try value("w", of: model) - expected[2]) < 1e-12)
    try press("9 <", &model)
    #expect(try value("w", of: model) == 3)
    try press("':walk 3' Enter", &model)
    #expect(abs(try value("w", of: model) - expected[3]) < 1e-12)
    // Beyond the last step it goes on at the same rate.
    try press("> 2 >", &model)
    #expect(model.debugger.descent?.last == 6)
    #expect(abs(try value("w", of: model) - expected[6]) < 1e-12)
    // Going along the bar can be undone, too.
    try press("':walk 0' Enter U", &model)
    #expect(model.debugger.descent?.position == 6)
  }

  @Test func `from the middle a descent takes another course`() throws {
    var model = try model("':descend 0.1 4' Enter ':walk 1' Enter ':descend 0.05 2' Enter")
    let first = descent(from: 3, rate: 0.1, steps: 1)[1].w
    let expected = descent(from: first, rate: 0.05, steps: 2)[2].w
    #expect(model.debugger.descent?.last == 3)
    #expect(abs(try value("w", of: model) - expected) < 1e-12)
    try press("U U", &model)
    #expect(abs(try value("w", of: model) - first) < 1e-12)
  }

  @Test func `another change ends the descent, and undo brings it back`() throws {
    var model = try model("':descend 0.1 4' Enter ':set w 1' Enter")
    #expect(model.debugger.descent == nil && model.frame.stepBar.isEmpty)
    try press("U", &model)
    #expect(model.debugger.descent?.last == 4 && model.debugger.descent?.position == 4)
    try press("U U C-r", &model)
    #expect(model.debugger.descent?.position == 3)
    try press("C-r C-r", &model)
    #expect(model.debugger.descent == nil)
    #expect(try value("w", of: model) == 1)
  }

  @Test func `gradients that nobody clears pile up, and the pane says so`() throws {
    var model = try model("':set zero off' Enter ':descend 0.05 3' Enter")
    let expected = descent(from: 3, rate: 0.05, steps: 3, clearing: false)
    let descent = try #require(model.debugger.descent)
    for (step, place) in zip(descent.steps, expected) {
      #expect(abs(step.loss - place.loss) < 1e-12)
    }
    let slopes = expected.map { 4 * ($0.w * 2 - 1) }
    let move = try #require(descent.now.moves.first)
    #expect(abs(move.kept[0] - slopes[0] - slopes[1]) < 1e-12)
    #expect(abs(move.fresh[0] - slopes[2]) < 1e-12 && move.sweeps == 3)
    let pane = model.rows.joined(separator: "\n")
    #expect(pane.contains("zero is off"))
    let words = model.eventStages(.most).flatMap(\.self).map(\.plain).joined(separator: "\n")
    #expect(words.contains("grad w holds the sum of 3 sweeps, as without zero_grad"))
    let kept = NumberText.operand(slopes[0] + slopes[1])
    #expect(words.contains("(\(kept) + \(NumberText.operand(slopes[2])))"))
    // The next sweep adds to what is left, which the event says where the adjoint is complete.
    try press("g ':break accumulate w' Enter c", &model)
    let event = model.eventStages(.most).flatMap(\.self).map(\.plain).joined(separator: "\n")
    #expect(
      event.contains("zero is off: grad w = \(NumberText.short(slopes[0...2].reduce(0, +))) + "))
    #expect(event.contains("of 4 sweeps"))
    // Cleared, it is this sweep's adjoint alone.
    try press("':set zero on' Enter ':descend 0.05' Enter", &model)
    #expect(model.debugger.descent?.now.moves.first?.sweeps == 1)
  }

  @Test func `the pane says what the step did, in numbers`() throws {
    let model = try model("':descend 0.1 2' Enter")
    let places = descent(from: 3, rate: 0.1, steps: 2)
    let lines = model.eventStages(.most).flatMap(\.self).map(\.plain)
    let slope = 4 * (places[1].w * 2 - 1)
    #expect(
      lines == [
        "gradient descent, step 2 of 2", "w ← w - rate · dL/dw, rate 0.1",
        "w: \(NumberText.operand(places[1].w)) - 0.1 · \(NumberText.operand(slope)) = "
          + NumberText.operand(places[2].w),
        "L: \(NumberText.short(places[1].loss)) → \(NumberText.short(places[2].loss))",
      ])
  }

  @Test func `what a class is to say first comes line by line`() throws {
    var model = try model("':set reveal on' Enter ':descend 0.1' Enter")
    #expect(!model.rows.joined().contains("w: 3 - "))
    try press("n", &model)
    #expect(model.rows.joined().contains("w: 3 - 0.1 · 20 = 1"))
    #expect(model.timeline.position == 0)
  }

  @Test func `the losses are plotted, and a plot that is open stays`() throws {
    let model = try model("':descend 0.1 6' Enter")
    guard case .curve(let curve)? = model.plotted?.plot else { return #expect(Bool(false)) }
    #expect(curve.points.map(\.y) == model.debugger.descent?.losses)
    #expect(curve.present.map(\.x) == [6])
    let other = try self.model("':plot L by w' Enter ':descend 0.1 6' Enter")
    #expect(other.plotted?.request.subject == "L")
  }

  @Test func `over a contour leads the way of the descent`() throws {
    let text = "L = x^2 + 3*y^2 - x*y"
    let model = try model(
      "':plot L by x, y' Enter ':descend 0.1 5' Enter", text, at: "x=1.5,y=-1")
    var (x, y) = (1.5, -1.0)
    for point in model.descentPath {
      #expect(abs(point.x - x) < 1e-12 && abs(point.y - y) < 1e-12)
      (x, y) = (x - 0.1 * (2 * x - y), y - 0.1 * (6 * y - x))
    }
    #expect(model.descentPath.count == 6)
  }

  @Test func `only the inputs that are named move`() throws {
    let model = try model("':descend 0.1 2 y' Enter", "z = x^2 + y^2", at: "x=1,y=2")
    #expect(try value("x", of: model) == 1)
    #expect(abs(try value("y", of: model) - 2 * 0.8 * 0.8) < 1e-12)
  }

  @Test func `in single precision each operation is rounded`() throws {
    let program = try Program(Self.parabola, at: "w=0.3", precision: .single)
    var model = try ExplorerModel(program, size: Size(width: 120, height: 40))
    try press("':descend 0.1 20' Enter", &model)
    var w: Float = 0.3
    for _ in 0..<20 {
      let upstream: Float = 2 * (w * 2 - 1)
      w -= Float(0.1) * (upstream * 2)
    }
    #expect(try value("w", of: model) == Double(w))
  }

  @Test func `a descent that leaves the numbers behind stops there`() throws {
    let model = try model("':descend 1e200 50' Enter")
    let descent = try #require(model.debugger.descent)
    #expect(descent.last < 50 && !descent.now.loss.isFinite)
    #expect(
      model.notice?.plain
        == "L is not finite after step \(descent.position): try a lower rate")
  }

  @Test func `a key stops a long descent between two steps`() throws {
    var model = try ExplorerModel(Self.parabola, at: "w=3")
    model.patience = 1
    _ = try model.performAtOnce(.descend(rate: 0.01, count: 1000, inputs: []))
    model.proceed()
    model.proceed()
    model.patience = 1e8
    try model.press("n")
    #expect(!model.isBusy && model.notice?.plain == "stopped after 3 of 1000 steps")
    let expected = descent(from: 3, rate: 0.01, steps: 3)[3].w
    #expect(abs(try value("w", of: model) - expected) < 1e-12)
  }

  @Test func `a descent of a large program is done elsewhere`() throws {
    var model = try ExplorerModel(Self.parabola, at: "w=3")
    model.patience = 0
    _ = try model.perform(.descend(rate: 0.1, count: 3, inputs: []))
    guard case .start(let request)? = model.takeCommandOrder() else { return #expect(Bool(false)) }
    #expect(model.debugger.descent == nil)
    model.adopt(try #require(request.answer(unless: { false })))
    #expect(model.debugger.descent?.last == 3)
  }

  private static let refusals = [
    (
      "y = [w, 2*w]", "w=3", "descend 0.1",
      "only a single number can be made smaller; type output and"
    ),
    (
      "data x = 2; z = x^2", nil, "descend 0.1",
      "there is no input to move: what the output depends on"
    ),
    (parabola, "w=3", "descend", "type a rate and how many steps, as in descend 0.1 20"),
    (parabola, "w=3", "descend 0 3", "type a rate and how many steps, as in descend 0.1 20"),
    (parabola, "w=3", "descend 0.1 0", "the number of steps is from 1 to 100000"),
    (parabola, "w=3", "descend 0.1 -3", "the number of steps is from 1 to 100000"),
    (parabola, "w=3", "descend 0.1 2 x", "x is not an input that can move"),
    (parabola, "w=3", "walk 2", "nothing has descended yet; type descend 0.1, for example"),
    (parabola, "w=3", "plot descent", "nothing has descended yet; type descend 0.1, for example"),
  ]

  @Test(arguments: refusals)
  func `what cannot descend says why`(_ refusal: (String, String?, String, String)) throws {
    let model = try model("':\(refusal.2)' Enter", refusal.0, at: refusal.1)
    #expect(model.debugger.descent == nil)
    #expect(model.rows.joined(separator: " ").contains(refusal.3))
  }

  @Test func `every step lies under the bar where its dot is drawn`() throws {
    var model = try model("':descend 0.02 9' Enter")
    let area = model.frame.stepBar
    for step in 0...9 {
      try? model.goToStep(step)
      let row = Array(model.rows[area.y])
      let dot = try #require(row.firstIndex(of: "●"))
      #expect(StepBarView(model: model).step(at: dot, in: area) == step)
    }
  }
}
