import Basics
import Formula
import TestSupport
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Studio

@Suite struct ResizeStormTests {
  @Test(arguments: [
    "z = x*y + sin(x)", "f(t) = exp(t)*t; z = f(f(x))", "x = [[1, 2], [3, 4]]; z = sum(x @ x)",
  ])
  func `after two hundred sizes with keys between the frame is the right one`(
    _ text: String
  ) throws {
    var random = SplitMix64(seed: 11)
    let keys = ["n", "N", "s", "S", "Left", "Right", "Enter", "Escape", "x", "X", "f", "c", "C"]
    var events: [ScreenEvent] = []
    var pressed: [String] = []
    for number in 0..<200 {
      let size =
        number == 0
        ? Size(width: 1, height: 1)
        : Size(width: 1 + random.integer(below: 300), height: 1 + random.integer(below: 100))
      events.append(.resize(size))
      let key = keys[random.integer(below: keys.count)]
      pressed.append(key)
      events += try KeySequence.parse(key)
    }
    let last = Size(width: 150, height: 50)
    events.append(.resize(last))
    let stormy = try frame(of: text, first: Size(width: 80, height: 24), events)
    let calm = try frame(
      of: text, first: last,
      KeySequence.parse(pressed.joined(separator: " ")) + [.resize(last)])
    #expect(stormy.rows() == calm.rows())
  }

  /// What the model shows when the run loop has taken all events.
  private func frame(of text: String, first: Size, _ events: [ScreenEvent]) throws -> Canvas {
    var screen = MemoryScreen(size: first, events: events)
    var model = AppModel(size: first)
    try model.open(Program(text))
    run(&model, on: &screen, training: .none)
    return model.view().canvas
  }
}
