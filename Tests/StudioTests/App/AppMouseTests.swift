import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Studio

/// The mouse means something only when it was asked for.
@Suite struct AppMouseTests {
  private let size = Size(width: 100, height: 30)

  private func settings(_ commands: String) -> AppModel.Settings {
    var script = CommandScript()
    script.add(option: commands, name: "--command")
    return AppModel.Settings(commands: script)
  }

  private func opened(_ commands: String = "") throws -> AppModel {
    var model = AppModel(size: size, settings: settings(commands))
    try model.open(Program("z = x*y"))
    return model
  }

  private func play(_ keys: String, on model: inout AppModel) throws -> MemoryScreen {
    var screen = MemoryScreen(size: size, events: try KeySequence.parse(keys))
    run(&model, on: &screen, training: .none)
    return screen
  }

  /// In the last column of the time bar.
  private let end = "Click(99,29)"

  @Test func `it is off at first, on when asked for, and off again`() throws {
    var model = try opened()
    _ = try play(end, on: &model)
    #expect(model.explorer?.timeline.position == 0)
    #expect(try play("':set mouse on' Enter \(end)", on: &model).isMouseUsed)
    #expect(model.explorer?.timeline.position == 6)
    #expect(try !play("g ':set mouse off' Enter \(end)", on: &model).isMouseUsed)
    #expect(model.explorer?.timeline.position == 0)
    #expect(try play("F5 \(end)", on: &model).isMouseUsed)
    #expect(model.explorer?.timeline.position == 6)
  }

  @Test func `commands at the start switch it on, on every screen`() throws {
    var model = try opened("set mouse on")
    _ = try play(end, on: &model)
    #expect(model.explorer?.timeline.position == 6)
    #expect(
      AppModel(size: size, settings: settings("set mouse on; set mouse off")).isMouseOn == false)
    #expect(AppModel(size: size, settings: settings("set mouse on")).isMouseOn)
  }

  @Test func `what was on its way when it was switched off means nothing`() throws {
    var model = try opened()
    _ = model.update(.mouse(MouseEvent(.press(.left), at: Position(x: 98, y: 28))))
    #expect(model.explorer?.timeline.position == 0)
  }

  @Test func `a click on the start screen opens the entry below it`() throws {
    let start = AppModel(size: Size(width: 100, height: 40), settings: settings("set mouse on"))
    for (number, entry) in start.start.entries.enumerated() {
      var model = start
      let rows = model.view().canvas.rows()
      let row = try #require(rows.firstIndex { $0.contains(entry.title) })
      #expect(model.start.entry(at: Position(x: 30, y: row)) == number)
      guard case .example(let example) = entry else { continue }
      for event in try KeySequence.parse("Click(31,\(row + 1))") { _ = model.update(event) }
      #expect(model.explorer?.program.text == (try Program(example.text)).text)
    }
  }

  @Test func `the wheel goes through the start screen's entries, and a click beside them is none`()
    throws
  {
    var model = AppModel(size: Size(width: 100, height: 40), settings: settings("set mouse on"))
    for event in try KeySequence.parse("WheelDown(5,5) WheelDown(5,5) Click(31,1)") {
      #expect(model.update(event) == [])
    }
    #expect(model.start.chosen == 2 && model.front == .start)
  }
}
