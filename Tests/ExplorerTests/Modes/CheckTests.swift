import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// The gradient check over the inputs.
@Suite struct CheckTests {
  private func checked(
    _ program: String, at values: String? = nil, size: Size = Size(width: 120, height: 30)
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(program, at: values, size: size)
    try model.press("V")
    model.finishCheck()
    return model
  }

  private func row(_ text: String, in model: ExplorerModel) -> String? {
    model.rows.first { $0.contains(text) }
  }

  @Test func `every input carries its verdict`() throws {
    let model = try checked("z = x*y + sin(x)", at: "x=2,y=3")
    #expect(model.notice?.plain == "2 elements: 2 agree; V lists them")
    #expect(row(" ✓x ", in: model) != nil && row(" ✓y ", in: model) != nil)
    #expect(model.rows.count { $0.contains("╰ ✓ ") || $0.contains("╚ ✓ ") } == 2)
    #expect(row("check of x: ✓ agrees: 2.583853", in: model) != nil)
  }

  @Test(arguments: [
    ("z = |x|", "x=0", "∼", "kink"), ("z = log(x)", "x=0", "!", "NaN/∞"),
    ("z = sin(1e12*x)", "x=1", "∼", "lost"),
  ])
  func `what has no derivative, or no number, has a sign of its own`(
    _ program: String, _ values: String, _ sign: String, _ word: String
  ) throws {
    let model = try checked(program, at: values)
    let x = try #require(model.scope.node(named: "x"))
    #expect(model.debugger.checks[x]?.short == "\(sign) \(word)")
  }

  @Test func `it can be read in ASCII`() throws {
    var model = try checked("z = x*y", at: "x=2,y=3")
    model.setGlyphs(.ascii)
    let text = model.view().canvas.text(glyphs: .ascii)
    #expect(text.contains(" v ") && !text.contains("✓"))
  }

  @Test func `asked again it lists every element, which leads to its adjoint`() throws {
    var model = try checked("z = sum(x*y)", at: "x=[1,2],y=3")
    try model.press("V")
    #expect(row("x[1]", in: model)?.contains("agrees") == true)
    try model.press("Down Enter")
    #expect(model.timeline.position > model.timeline.seedEvent)
    #expect(model.timeline.lastEvent.flatMap { model.timeline.target(of: $0) } == model.selection)
  }

  @Test(arguments: ["':set x 5' Enter", "':edit z = x + y' Enter", "':set a 7' Enter"])
  func `it is gone when values or program change`(_ keys: String) throws {
    var model = try checked("a = x*y; z = a + sin(x)", at: "x=2,y=3")
    try model.press(keys)
    #expect(model.debugger.checks.report == nil)
    #expect(!model.rows.contains { $0.contains("✓") })
  }

  @Test func `it stays when one only moves through time or changes the mode`() throws {
    var model = try checked("z = x*y", at: "x=2,y=3")
    try model.press("G m g m")
    #expect(model.debugger.checks.report != nil)
  }

  @Test func `an answer to an older question is dropped`() throws {
    var model = try ExplorerModel("z = x*y", at: "x=2,y=3")
    try model.press("V")
    guard case .start(let request) = model.takeCheckOrder() else {
      Issue.record("no check is wanted")
      return
    }
    try model.press("':set x 9' Enter")
    guard case .stop = model.takeCheckOrder() else {
      Issue.record("the check is not given up")
      return
    }
    model.adopt(try #require(request.answer()))
    #expect(model.debugger.checks.report == nil)
  }

  @Test func `Ctrl-C gives it up before it quits`() throws {
    var model = try ExplorerModel("z = x*y")
    try model.press("V")
    #expect(model.update(.key(.control("c"))).isEmpty)
    #expect(model.debugger.checks.isRunning == false)
    #expect(model.update(.key(.control("c"))) == [.screen(.quit)])
  }

  @Test func `a check that is given up ends between two elements`() throws {
    let program = try Program("x = [1, 2, 3, 4]; z = sum(sin(x))")
    var model = try ExplorerModel(program, size: Size(width: 80, height: 24))
    try model.press("V")
    guard case .start(let request) = model.takeCheckOrder() else {
      Issue.record("no check is wanted")
      return
    }
    var asked = 0
    let answer = request.answer {
      asked += 1
      return asked > 2
    }
    #expect(answer == nil && asked == 3)
  }

  @Test func `held nodes and seeds are those of the run`() throws {
    var model = try ExplorerModel("a = x*y; z = a + 2*x", at: "x=2,y=3")
    try model.press("':set a 7' Enter ':seed z 10' Enter V")
    model.finishCheck()
    let x = try #require(model.scope.node(named: "x"))
    #expect(model.debugger.checks[x]?.worst?.adjoint == 20)
    #expect(model.debugger.checks[x]?.sign == "✓")
  }
}
