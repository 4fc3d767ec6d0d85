import Explorer
import TextCanvas
import TrainingScreen
import Widgets

extension AppModel {
  /// The training screen with the lesson's text beside its panes.
  var lessonFrame: Frame? {
    guard isLessonBesideRun, let explorer, let training else { return nil }
    let room = LessonRoom(size)
    var canvas = Canvas(size: size)
    let run = training.view()
    canvas.draw(run.canvas, at: Position(x: room.run.x, y: room.run.y))
    explorer.drawLesson(on: &canvas)
    if training.notice == nil, !training.hasOverlay, let hint = explorer.lessonHint {
      canvas.write(
        hint, x: room.hints.x + 1, y: room.hints.y, theme: training.theme, clippedTo: room.hints)
    } else {
      drawKeys(of: training, explorer, on: &canvas, in: room.hints)
    }
    let answering = explorer.drawAnswer(on: &canvas, in: Rect(size))
    let typing = run.cursor.map { Position(x: $0.x + room.run.x, y: $0.y + room.run.y) }
    return Frame(canvas: canvas, cursor: answering ?? typing)
  }

  /// The keys of the panes, and before them the one that is the lesson's all the same.
  private func drawKeys(
    of training: TrainingModel, _ explorer: ExplorerModel, on canvas: inout Canvas, in area: Rect
  ) {
    guard training.notice == nil, !training.hasOverlay, let key = explorer.lessonKeyHint else {
      return training.drawHints(on: &canvas, in: area)
    }
    canvas.write(key, x: area.x + 1, y: area.y, theme: training.theme, clippedTo: area)
    training.drawHints(on: &canvas, in: area.columns(left: key.plain.columns).right)
  }
}
