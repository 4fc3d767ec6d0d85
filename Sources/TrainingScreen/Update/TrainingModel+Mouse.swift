import Learning
import TextCanvas
import Widgets

extension TrainingModel {
  /// Does what the mouse says, by what was drawn where it is.
  mutating func follow(_ mouse: MouseEvent) -> [TrainingEffect] {
    switch overlay {
    case .help(let sight):
      let help = help(at: sight)
      overlay = help.following(mouse, on: size).map { .help($0) }
      return []
    case .step(let sight): return follow(mouse, in: sight)
    case .prompt, .quitting, .stepHelp, .alerts, .lines: return []
    case nil: break
    }
    switch mouse.action {
    case .press(let button): press(button, at: mouse.position)
    case .drag: draw(to: mouse.position)
    case .release: stroke = nil
    case .wheel(let wheel): turn(wheel, at: mouse.position)
    }
    return []
  }

  /// The pane in which a cell of the screen lies, and its place.
  private func pane(at position: Position) -> (pane: TrainingPane, area: Rect)? {
    layout.places.first { $0.value.contains(position) }.map { ($0.key, $0.value) }
  }

  private mutating func press(_ button: MouseEvent.Button, at position: Position) {
    (notice, stroke) = (nil, nil)
    guard let (pane, area) = pane(at: position) else { return }
    focus(on: pane)
    switch pane {
    case .loss, .accuracy:
      let minibatch = CurvesView(model: self).minibatch(at: position, of: pane, in: area)
      curves.crosshair = minibatch ?? curves.crosshair
    case .weights: pressInTiles(at: position, in: area)
    case .mistakes:
      guard let place = MistakesView(model: self).mistake(at: position, in: area) else { return }
      place == mistake ? open() : (mistake = place)
    case .confusion:
      guard let (truth, predicted) = ConfusionView(model: self).classes(at: position, in: area)
      else { return }
      showMistake(truth: truth, predicted: predicted)
    case .drawing:
      stroke = MouseStroke(last: nil, isErasing: button == .right)
      draw(to: position)
    case .scores, .layers, .histograms, .digit: break
    }
  }

  /// Chooses a tile, or a pixel of the unit that is looked at; opens the chosen tile.
  private mutating func pressInTiles(at position: Position, in area: Rect) {
    let view = WeightTilesView(model: self)
    if let pixel = view.pixel(at: position, in: area) {
      tiles.pixel = pixel
    } else if let place = view.place(at: position, in: area) {
      place == tiles.place ? open() : (tiles.place = place)
    }
  }

  /// Shows the worst of the mistakes in which one class was predicted as another.
  private mutating func showMistake(truth: Int, predicted: Int) {
    let words = "\(classNames[truth]) predicted as \(classNames[predicted])"
    guard truth != predicted else {
      notice = "the diagonal holds the correct predictions"
      return
    }
    guard let place = mistakes.firstIndex(where: { $0.truth == truth && $0.predicted == predicted })
    else {
      notice = "none of the worst mistakes is \(words)"
      return
    }
    mistake = place
    read(mistakes[place].example)
    notice = "test example \(digit) is the worst mistake for \(words)"
  }

  private mutating func draw(to position: Position) {
    guard let stroke, let area = layout.places[.drawing] else { return }
    let square = DrawingView(model: self).square(at: position, in: area)
    if let square { drawing.stroke(from: stroke.last, to: square, isErasing: stroke.isErasing) }
    self.stroke?.last = square
  }

  /// The wheel does what the arrows do in the pane below it.
  private mutating func turn(_ wheel: MouseEvent.Wheel, at position: Position) {
    guard let (pane, _) = pane(at: position), pane != .drawing else { return }
    focus(on: pane)
    let isUpright = pane == .weights && (wheel == .up || wheel == .down)
    move(rows: isUpright ? wheel.step : 0, columns: isUpright ? 0 : wheel.step)
  }
}
