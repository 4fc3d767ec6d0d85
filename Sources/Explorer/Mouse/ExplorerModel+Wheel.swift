import Autodiff
import Formula
import Inquiry
import TextCanvas

extension ExplorerModel {
  /// What the wheel does where the mouse is; it needs no focus.
  mutating func turn(_ wheel: MouseEvent.Wheel, _ mouse: MouseEvent) {
    let frame = frame
    if frame.timeBar.contains(mouse.position) {
      timeline.seek(to: timeline.position + wheel.step)
      return refreshAfterTravel()
    }
    switch frame.pane(at: mouse.position) {
    case .graph? where tensorPane != nil: turnInTensor(wheel)
    case .graph? where units != nil: performInUnits(wheel.unitsCommand)
    case .graph?: turnInGraph(wheel, mouse.modifiers)
    case .program? where algorithm != nil: break
    case .program?: scroll(.program, by: 3 * wheel.step)
    case .event?: scroll(.event, by: wheel.step)
    case .watch?: scroll(.watch, by: wheel.step)
    case .lesson?: scroll(.lesson, by: 3 * wheel.step)
    case nil: break
    }
  }

  /// Moves the camera up and down, or to the sides where the drawing continues only there; with
  /// Ctrl or Shift the wheel zooms.
  private mutating func turnInGraph(
    _ wheel: MouseEvent.Wheel, _ modifiers: MouseEvent.Modifiers
  ) {
    guard let drawing else { return }
    guard modifiers.isDisjoint(with: [.control, .shift]) else { return changeZoom(by: -wheel.step) }
    let room = viewport.pane.size
    let goesOnDown = drawing.size.height > room.height
    let isSideways =
      wheel.isSideways || modifiers.contains(.alt)
      || !goesOnDown && drawing.size.width > room.width
    moveCamera(columns: isSideways ? 8 * wheel.step : 0, rows: isSideways ? 0 : 3 * wheel.step)
  }

  private mutating func turnInTensor(_ wheel: MouseEvent.Wheel) {
    guard let pane = tensorPane else { return }
    let commands: [MouseEvent.Wheel: TensorCommand] = [
      .up: .up, .down: .down, .left: .left, .right: .right,
    ]
    guard let command = commands[wheel] else { return }
    var moved = pane
    moved.move(command, in: timeline.graph.shape(of: pane.node), images: program.imageShape)
    tensorPane = moved
  }
}

extension ExplorerModel {
  /// A click on a line chooses it, on the chosen one goes there, and outside leaves the answer.
  mutating func follow(_ mouse: MouseEvent, in answer: AnswerBox) {
    var answer = answer
    let view = AnswerView(answer: answer, space: space(for: answer), theme: theme)
    switch mouse.action {
    case .wheel(let wheel): answer.move(by: wheel.step)
    case .press where !view.covers(mouse.position):
      overlay = nil
      return
    case .press:
      guard let line = view.line(at: mouse.position) else { return }
      if line == answer.chosen { return go(to: answer) }
      (answer.chosen, answer.firstRow) = (line, view.firstRow)
    case .drag, .release: return
    }
    overlay = .answer(answer)
  }

  /// Over matrices the wheel moves the cursor.
  mutating func follow(_ mouse: MouseEvent, in sheet: MatrixSheet) {
    guard case .wheel(let wheel) = mouse.action else { return }
    var sheet = sheet
    sheet.move(
      rows: wheel.isSideways ? 0 : wheel.step, columns: wheel.isSideways ? wheel.step : 0)
    overlay = .matrices(sheet)
  }
}

extension MouseEvent.Wheel {
  fileprivate var unitsCommand: UnitsCommand {
    switch self {
    case .up: .up
    case .down: .down
    case .left: .left
    case .right: .right
    }
  }

  fileprivate var isSideways: Bool { self == .left || self == .right }
}
