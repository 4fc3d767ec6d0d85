import Formula
import TextCanvas
import Widgets

@testable import Explorer
@testable import Inquiry

extension ExplorerModel {
  /// The explorer of a program after some keys, written as after `--keys`.
  init(
    _ text: String, at values: String? = nil, size: Size = Size(width: 120, height: 40),
    keys: String = "", capabilities: Capabilities = Capabilities()
  ) throws {
    try self.init(Program(text, at: values), size: size, capabilities: capabilities)
    try press(keys)
  }

  /// Presses keys, written as after `--keys`; a layout that is wanted is done at once.
  mutating func press(_ keys: String) throws {
    for event in try KeySequence.parse(keys) { press(event) }
  }

  /// Takes an event and does what work the model then wants.
  mutating func press(_ event: ScreenEvent) {
    _ = update(event)
    finishLayout()
  }

  mutating func finishLayout() {
    if let answer = takeWantedDrawing()?.answer() { adopt(answer) }
  }

  /// Does the check that is wanted at once.
  mutating func finishCheck() {
    if case .start(let request) = takeCheckOrder(), let answer = request.answer() {
      adopt(answer)
    }
  }

  /// What the screen shows, row by row.
  var rows: [String] { view().canvas.rows() }
}
