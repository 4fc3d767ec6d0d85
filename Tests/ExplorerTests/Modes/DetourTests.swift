import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Programs that are opened on top of another one: Hessian products and derivatives.
@Suite struct DetourTests {
  private func model(_ program: String, at values: String? = nil) throws -> ExplorerModel {
    try ExplorerModel(program, at: values, size: Size(width: 100, height: 30))
  }

  private func tangents(_ names: [String], in model: ExplorerModel) throws -> [Double] {
    var end = model.timeline
    end.seek(to: end.count)
    return try names.flatMap { name in
      end.tangent(of: try #require(model.scope.node(named: name))).elements
    }
  }

  @Test(arguments: [
    // The Hessian of x*y + sin(x) at (2, 3) is [[-sin 2, 1], [1, 0]].
    ("hvp x=1", [-0.9092974268256817, 1]), ("hvp y=1", [1, 0]),
    ("hvp x=1,y=2", [1.0907025731743183, 1]), ("hvp x = 2, y = 0", [-1.8185948536513634, 2]),
    ("hvp", [-0.9092974268256817, 1]),
  ])
  func `stepping to the end gives the Hessian's product`(
    _ command: String, _ expected: [Double]
  ) throws {
    var model = try model("z = x*y + sin(x)", at: "x=2,y=3")
    _ = try model.perform(DebuggerCommand.parse(command))
    #expect(model.mode == .forward)
    for (found, expected) in zip(try tangents(["gx", "gy"], in: model), expected) {
      #expect(abs(found - expected) <= 1e-15 * max(abs(expected), 1))
    }
  }

  @Test(arguments: [
    "W = [[1, -0.5], [0.25, 2]]; x = [0.5, -1]; z = sum(tanh(W @ x)^2)",
    "f = [1, 2, 0.5]; z = logsumexp(f) - f[1]", "x = 0.5; z = exp(exp(x) + exp(x)^2)*x",
  ])
  func `the steps give the numbers of the core's own product`(_ text: String) throws {
    var model = try model(text)
    let program = model.program
    let inputs = program.inputs.map(\.node)
    var hessian = try HessianProduct(
      of: program.output, by: inputs, at: program.evaluation(in: Double.self))
    let product = try hessian.hvp(
      along: program.inputs.enumerated().map { place, input in
        input.values.map { _ in place == 0 ? 1 : 0 }
      }
    ).flatMap(\.elements)
    _ = try model.perform(DebuggerCommand.parse("hvp"))
    let found = try tangents(program.inputs.map { "g\($0.name)" }, in: model)
    #expect(found.count == product.count)
    for (found, expected) in zip(found, product) {
      #expect(abs(found - expected) <= 1e-12 * max(abs(expected), 1))
    }
  }

  @Test func `going back finds everything as it was`() throws {
    var model = try model("z = x*y + sin(x)", at: "x=2,y=3")
    try model.press("n n n b w Right ':set y 4' Enter n")
    let before = model
    try model.press("H n n n n ':set x 7' Enter")
    #expect(model.detour.heading == "Hessian of z · (x 1), forward over reverse")
    #expect(model.program.text != before.program.text)
    try model.press("Escape")
    model.notice = before.notice
    #expect(model.view() == before.view())
    #expect(model.timeline.position == before.timeline.position)
    #expect(model.selection == before.selection)
    #expect(model.debugger.breakpoints.all.count == 1 && model.debugger.watches.all.count == 2)
    #expect(model.debugger.past.count == before.debugger.past.count)
  }

  @Test func `a screen that was resized meanwhile has its new size`() throws {
    var model = try model("z = x*y + sin(x)")
    try model.press("H")
    model.press(.resize(Size(width: 80, height: 24)))
    try model.press("Escape")
    var other = try ExplorerModel("z = x*y + sin(x)", size: Size(width: 80, height: 24))
    other.notice = model.notice
    #expect(model.view() == other.view())
  }

  @Test func `a layout that comes too late is not taken for that of another program`() throws {
    let chain = (1...200).map { "a\($0) = sin(\($0 == 1 ? "x" : "a\($0 - 1)"))" }
    var model = try ExplorerModel(
      Program(chain.joined(separator: "; ")), size: Size(width: 80, height: 24))
    let late = try #require(model.takeWantedDrawing()?.answer())
    try model.press("H")
    model.adopt(late)
    #expect(model.drawing?.outline.items.count != late.drawing.outline.items.count)
    let lateAgain = model.takeWantedDrawing()?.answer()
    try model.press("Escape")
    if let lateAgain { model.adopt(lateAgain) }
    model.finishLayout()
    #expect(model.drawing?.outline.items.count == model.outline.items.count)
  }

  @Test func `the derivative is a program whose values are the adjoints`() throws {
    var model = try model("z = x*y + sin(x)", at: "x=2,y=3")
    _ = try model.perform(DebuggerCommand.parse("derivative"))
    model.timeline.seek(to: .max)
    let gx = try #require(model.scope.node(named: "gx"))
    #expect(model.timeline.value(of: gx).scalar == 2.5838531634528574)
    #expect(model.detour.heading == "the derivative of z as a program")
    _ = try model.perform(DebuggerCommand.parse("return"))
    #expect(model.detour.heading == nil)
  }

  @Test func `the seed of the output goes with it`() throws {
    var model = try model("z = x^2", at: "x=3")
    _ = try model.perform(DebuggerCommand.parse("seed z 10"))
    _ = try model.perform(DebuggerCommand.parse("hvp"))
    #expect(try tangents(["gx"], in: model) == [20])
  }

  @Test(arguments: [
    "hvp q=1", "hvp z=1", "hvp x", "hvp x=[1,2]", "hvp x=", "return",
  ])
  func `what makes no direction is refused`(_ command: String) throws {
    var model = try model("z = x*y + sin(x)")
    #expect(throws: CommandFailure.self) {
      try model.perform(DebuggerCommand.parse(command))
    }
    #expect(model.detour.heading == nil)
  }

  @Test func `a held node is in the way`() throws {
    var model = try model("a = x*y; z = a + x")
    _ = try model.perform(DebuggerCommand.parse("set a 3"))
    #expect(throws: CommandFailure.self) { try model.perform(DebuggerCommand.parse("hvp")) }
  }

  @Test func `to quit asks about the program behind`() throws {
    var model = try model("z = x*y")
    try model.press("':edit z = x + y' Enter H")
    #expect(model.update(.key(.character("q"))).isEmpty)
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
  }
}
