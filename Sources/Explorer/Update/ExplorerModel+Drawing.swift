import Autodiff
import Formula
import TextCanvas

extension ExplorerModel {
  /// As many items are laid out at once, within a frame's time; more are left to another thread.
  private static let mostAtOnce = 150

  /// Has the outline laid out at the present zoom: at once where that is quick, else later.
  ///
  /// Until then the former drawing stays.
  mutating func requestDrawing() {
    drawingNumber += 1
    let request = DrawingRequest(
      number: drawingNumber, graph: program.graph, text: itemText, outline: outline, zoom: zoom,
      mode: mode, formerRows: formerRows)
    if outline.items.count <= Self.mostAtOnce, let answer = request.drawn() {
      wantedDrawing = nil
      adopt(answer)
    } else {
      wantedDrawing = request
    }
  }

  /// The row in which each item, or what it is part of, lies in the present drawing.
  private var formerRows: [Int]? {
    guard let drawing else { return nil }
    return outline.items.map { item in drawing.box(of: item.node).map { $0.y * 2 + $0.height } ?? 0
    }
  }

  /// The layout that is to be worked out, if nobody has taken it yet.
  mutating func takeWantedDrawing() -> DrawingRequest? {
    defer { wantedDrawing = nil }
    return wantedDrawing
  }

  /// Shows a drawing that was worked out, unless another one is wanted by now.
  ///
  /// The selected node stays where it is on the screen, as far as the drawing's edges allow.
  mutating func adopt(_ answer: DrawingAnswer) {
    guard answer.number == drawingNumber else { return }
    let before = drawing?.box(of: selection)
    drawing = answer.drawing
    drawnNumber = answer.number
    if let before, let now = drawing?.box(of: selection) {
      camera.x += now.x + now.width / 2 - before.x - before.width / 2
      camera.y += now.y + now.height / 2 - before.y - before.height / 2
      showSelection()
    } else {
      resetCamera()
    }
  }

  /// Whether the drawing that belongs to the outline is still being worked out.
  var isLayingOut: Bool { drawnNumber != drawingNumber }

  /// Draws nearer or farther.
  mutating func changeZoom(by step: Int) {
    let wanted = zoom.moved(by: step)
    guard wanted != zoom else { return }
    zoom = wanted
    requestDrawing()
  }
}
