import Autodiff
import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry
@testable import Studio

@Suite struct DrawingPortTests {
  private static let size = Size(width: 100, height: 30)

  /// A chain too long to be laid out within a key.
  private static func chain(_ count: Int, of function: String) -> String {
    (0..<count).reduce(into: "n = x") { text, number in
      text += "; n\(number) = \(function)(\(number == 0 ? "n" : "n\(number - 1)"))"
    }
  }

  private static func opened(_ text: String) throws -> AppModel {
    var model = AppModel(size: size)
    try model.open(Program(text))
    return model
  }

  @Test func `a large graph is laid out outside the model`() throws {
    var model = try Self.opened(Self.chain(400, of: "sin"))
    #expect(model.view().canvas.rows().contains { $0.contains("laying out 401 nodes") })
    let wanted = model.takeWantedDrawing()
    let request = try #require(wanted)
    let again = model.takeWantedDrawing()
    #expect(again?.number == nil)
    model.show(try #require(request.answer()))
    #expect(model.explorer?.drawing?.boxes.count == 401)
  }

  @Test func `the layout of a program that was left is not shown`() throws {
    var model = try Self.opened(Self.chain(400, of: "sin"))
    let drawn = model.takeWantedDrawing()?.answer()
    let answer = try #require(drawn)
    try model.open(Program(Self.chain(300, of: "cos")))
    model.show(answer)
    #expect(model.explorer?.drawing == nil)
  }

  @Test func `in the background a drawing wakes the loop, and only the last one counts`()
    async throws
  {
    var model = try Self.opened(Self.chain(400, of: "sin"))
    let wanted = model.takeWantedDrawing()
    let first = try #require(wanted)
    try model.open(Program(Self.chain(300, of: "cos")))
    let wantedNow = model.takeWantedDrawing()
    let second = try #require(wantedNow)
    let port = DrawingPort.inBackground
    await withCheckedContinuation { done in
      port.start(first, Waker {})
      port.start(second, Waker { done.resume() })
    }
    let answer = try #require(port.answer())
    #expect(answer.drawing.boxes.count == 301)
    #expect(port.answer() == nil)
  }

  @Test func `another thread does long work and wakes the loop`() async throws {
    let port = CommandPort.inBackground
    var model = AppModel(size: Size(width: 80, height: 24))
    try model.open(Program("A = broadcast(x, 400, 400); z = sum(A @ A)"))
    for _ in 0..<3 { _ = model.update(.key(.character("n"))) }
    let wanted = model.takeCommandOrder()
    let order = try #require(wanted)
    await withCheckedContinuation { done in
      port.start(order, Waker { done.resume() })
    }
    #expect(model.explorer?.timeline.position == 2)
    model.show(try #require(port.answer()))
    #expect(model.explorer?.timeline.position == 3)
    // What is stopped lays down no answer, and Ctrl-C does nothing else.
    for key in [Key.character("N"), .character("n"), .control("c")] {
      #expect(model.update(.key(key)) == [])
    }
    let stop = model.takeCommandOrder()
    port.start(try #require(stop), Waker {})
    #expect(port.answer() == nil)
    #expect(model.explorer?.timeline.position == 2)
  }

  @Test func `another thread checks and wakes the loop`() async throws {
    let port = CheckPort.inBackground
    var model = try ExplorerModel("z = x*y", at: "x=2,y=3")
    try model.press("V")
    let wanted = model.takeCheckOrder()
    let order = try #require(wanted)
    await withCheckedContinuation { done in
      port.start(order, Waker { done.resume() })
    }
    model.adopt(try #require(port.answer()))
    #expect(model.debugger.checks.report?.passes == true)
  }
}
