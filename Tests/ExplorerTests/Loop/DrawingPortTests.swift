import Formula
import Testing
import TextCanvas

@testable import Explorer

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
    model.show(try #require(request.drawn()))
    #expect(model.explorer?.drawing?.boxes.count == 401)
  }

  @Test func `the layout of a program that was left is not shown`() throws {
    var model = try Self.opened(Self.chain(400, of: "sin"))
    let drawn = model.takeWantedDrawing()?.drawn()
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
}
