import Testing
import TextCanvas

@Suite struct MouseSpellingTests {
  private func mouse(
    _ action: MouseEvent.Action, _ x: Int, _ y: Int, _ modifiers: MouseEvent.Modifiers = []
  ) -> ScreenEvent {
    .mouse(MouseEvent(action, at: Position(x: x, y: y), modifiers: modifiers))
  }

  @Test func `a click is a press and a release, a drag of two places a whole gesture`() throws {
    #expect(
      try KeySequence.parse("n Click(12,5) RightClick(1,1) Drag(3,4,9,8)") == [
        .key(.character("n")), mouse(.press(.left), 11, 4), mouse(.release(.left), 11, 4),
        mouse(.press(.right), 0, 0), mouse(.release(.right), 0, 0), mouse(.press(.left), 2, 3),
        mouse(.drag(.left), 8, 7), mouse(.release(.left), 8, 7),
      ])
  }

  @Test func `the wheel is written with the keys held down`() throws {
    #expect(
      try KeySequence.parse("WheelUp(1,2) C-WheelDown(1,2) C-S-WheelLeft(1,2)") == [
        mouse(.wheel(.up), 0, 1), mouse(.wheel(.down), 0, 1, .control),
        mouse(.wheel(.left), 0, 1, [.control, .shift]),
      ])
  }

  @Test func `printing and parsing an event gives it back`() throws {
    let buttons = MouseEvent.Button.allCases
    let actions =
      buttons.flatMap { [MouseEvent.Action.press($0), .drag($0), .release($0)] }
      + MouseEvent.Wheel.allCases.map(MouseEvent.Action.wheel)
    for action in actions {
      for modifiers in 0..<UInt8(8) {
        let event = mouse(action, 41, 9_999, MouseEvent.Modifiers(rawValue: modifiers))
        #expect(try KeySequence.parse(KeySequence.print([event])) == [event])
      }
    }
  }

  @Test(arguments: [
    "Click", "Click()", "Click(3)", "Click(0,1)", "Click(3,-1)", "Click(3,4", "Click(3,4,5,6)",
    "Drag(1,2,3)", "WheelUp(1,2,3,4)", "Press(a,b)", "Click(10001,1)",
    "Click(99999999999999999999,1)", "Click(1,2,)", "C-Click(1,2)x",
  ])
  func `what says no place is pointed at`(word: String) {
    do {
      Issue.record("\(try KeySequence.parse("n \(word)")) was read")
    } catch {
      #expect(error.problem == .noPlace(word))
      #expect(
        error.report(in: "n \(word)") == """
          keys, column 3: '\(word)' needs a column and a row, counted from 1, as in Click(12,5) or Drag(12,5,30,5)
            n \(word)
              \(String(repeating: "^", count: word.count))
          """)
    }
  }

  @Test func `other words in parentheses are keys that do not exist`() {
    #expect(throws: KeySequenceError.self) { try KeySequence.parse("Clack(1,2)") }
  }
}
