import Learning
import TextCanvas
import Widgets

/// What the arrows, Enter and Escape do in the pane that has the focus.
extension TrainingModel {
  mutating func move(rows: Int, columns: Int) {
    switch focus {
    case .loss, .accuracy: moveCrosshair(by: columns - rows * 10)
    case .weights: moveTile(rows: rows, columns: columns)
    case .scores, .layers, .histograms: changeLayer(by: rows + columns)
    case .digit: digit = max(digit + columns + 10 * rows, 0)
    case .mistakes, .confusion: moveMistake(by: rows + columns)
    case .drawing: drawing.move(rows: rows, columns: columns)
    }
  }

  /// Opens the selection: a unit alone, or a mistake as the test digit.
  mutating func open() {
    switch focus {
    case .weights where tiles.unit == nil: tiles.unit = TileOrder(self)?.unit(at: tiles.place)
    case .weights: tiles.unit = nil
    case .mistakes:
      guard mistakes.indices.contains(mistake) else { return }
      read(mistakes[mistake].example)
      notice = "now showing test example \(digit)"
    case .loss, .accuracy, .scores, .layers, .histograms, .digit, .confusion, .drawing:
      isZoomed.toggle()
    }
  }

  /// Has a test example read, where that can be seen.
  mutating func read(_ example: Int) {
    digit = example
    bringForth([.digit])
  }

  /// Closes what is open, else goes back to where this screen was opened from.
  mutating func leave() -> [TrainingEffect] {
    if focus == .weights, tiles.unit != nil {
      tiles.unit = nil
    } else if curves.crosshair != nil || past != nil {
      goToNow()
    } else if isZoomed {
      isZoomed = false
    } else if canGoBack {
      return [.screen(.goBack)]
    }
    return []
  }

  /// Opens what has the focus in the explorer: the mistake, the digit or the drawing.
  mutating func openInExplorer() -> [TrainingEffect] {
    switch focus {
    case .mistakes, .confusion:
      guard mistakes.indices.contains(mistake) else {
        notice = "no mistake is known yet; they are found after each epoch"
        return []
      }
      return [.open(.test(mistakes[mistake].example))]
    case .drawing:
      guard let pixels = drawing.centred else {
        notice = "nothing is drawn yet"
        return []
      }
      return [.open(.drawn(pixels))]
    case .digit: return [.open(.test(digit))]
    case .loss, .accuracy, .weights, .scores, .layers, .histograms: return openStep(presentStep)
    }
  }

  /// The worst mistakes of the last evaluation.
  var mistakes: [Mistake] { shownTest?.result.mistakes ?? [] }

  private mutating func moveCrosshair(by steps: Int) {
    let points = snapshot.record.losses
    guard let last = points.indices.last else { return }
    let place = curves.crosshair.flatMap { step in
      points.lastIndex(until: Double(step)) { Double($0.moment.step) }
    }
    curves.crosshair = points[min(max((place ?? last) + steps, 0), last)].moment.step
  }

  private mutating func moveTile(rows: Int, columns: Int) {
    guard let order = TileOrder(self) else { return }
    if tiles.unit != nil {
      let wanted = tiles.pixel + columns + rows * order.imageColumns
      tiles.pixel = min(max(wanted, 0), max(order.imageRows * order.imageColumns - 1, 0))
    } else {
      let across = WeightTilesView(model: self).tilesAcross
      tiles.place = min(max(tiles.place + columns + rows * across, 0), max(order.count - 1, 0))
    }
  }

  /// Shows another layer, from its first tile on.
  mutating func changeLayer(by steps: Int) {
    tiles.layer = min(max(tiles.layer + steps, 0), max(snapshot.weights.count - 1, 0))
    (tiles.place, tiles.unit, tiles.pixel) = (0, nil, 0)
  }

  /// Shows other numbers of the layer; feature maps only where there are convolutions.
  mutating func changeSource() {
    tiles.source = tiles.source.next
    if tiles.source == .maps, snapshot.options.plan.convolutions.isEmpty {
      tiles.source = tiles.source.next
    }
  }

  private mutating func moveMistake(by steps: Int) {
    mistake = min(max(mistake + steps, 0), max(mistakes.count - 1, 0))
  }
}
