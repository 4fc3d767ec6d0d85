import Autodiff
import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Studio

/// An editor of the user's own, as the run loop leads to it.
@Suite struct EditorPortTests {
  private func run(
    _ editor: EditorPort, keys: String, text: String = "x = 2; z = x*x"
  ) throws -> (model: AppModel, screen: MemoryScreen) {
    let size = Size(width: 100, height: 30)
    var model = AppModel(size: size)
    try model.open(Program(text))
    var screen = MemoryScreen(size: size, events: try KeySequence.parse(keys))
    Studio.run(&model, on: &screen, training: .none, editor: editor, isScripted: true)
    return (model, screen)
  }

  @Test func `the screen is lent while the program is edited, and shows what came of it`() throws {
    let editor = EditorPort { text throws(FilePort.Problem) in text + "\nw = z^2\n" }
    let (model, screen) = try run(editor, keys: "n n ':edit' Enter")
    #expect(screen.loans == 1)
    #expect(model.explorer?.program.text == "x = 2; z = x*x\nw = z^2")
    #expect(model.explorer?.timeline.position == 2)
    #expect(model.view().canvas.text().contains("the program is now x = 2; z = x*x; w"))
  }

  @Test func `without an editor there is a word about it`() throws {
    let (model, _) = try run(.none, keys: "':edit' Enter")
    #expect(model.explorer?.program.text == "x = 2; z = x*x")
    #expect(model.view().canvas.text().contains("there is no editor here; type edit PROGRAM"))
  }

  @Test func `errors wait in the pane`() throws {
    let editor = EditorPort { _ throws(FilePort.Problem) in "x = 2\nz = tahn(x)\n" }
    let (model, _) = try run(editor, keys: "':edit' Enter")
    #expect(model.explorer?.program.text == "x = 2; z = x*x")
    #expect(model.view().canvas.text().contains("did you mean 'tanh'?"))
  }
}
