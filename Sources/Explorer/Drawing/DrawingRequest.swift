import Autodiff
import GraphLayout
import TextCanvas

/// All that is needed to lay out a drawing, so that it can be done elsewhere.
package struct DrawingRequest: Sendable {
  /// Which of the model's requests it is; a later one makes this one needless.
  let number: Int
  /// Which of the programs that were opened it belongs to.
  var opening = 0
  let graph: Graph
  let text: ItemText
  let outline: Outline
  let zoom: Zoom
  let mode: TimelineMode
  /// The row in which each item, or what it was part of, lay before.
  let formerRows: [Int]?

  /// The drawing, or `nil` when it is no longer wanted.
  package func drawn(isCancelled: () -> Bool = { false }) -> DrawingAnswer? {
    GraphDrawing(self, isCancelled: isCancelled).map {
      DrawingAnswer(number: number, opening: opening, drawing: $0)
    }
  }
}

/// A drawing that was asked for.
package struct DrawingAnswer: Sendable {
  let number: Int
  var opening = 0
  let drawing: GraphDrawing
}
