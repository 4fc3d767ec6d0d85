import Autodiff
import Debugging
import Formula
import GraphLayout
import Inquiry
import TextCanvas

/// All that is needed to lay out a drawing, so that it can be done elsewhere.
package struct DrawingRequest: OffloadedWork {
  /// Which of the model's requests it is; a later one makes this one needless.
  var number = 0
  /// Which of the programs that were opened it belongs to.
  package var opening = 0
  let graph: Graph
  let text: ItemText
  let labels: NumberLabels
  let outline: Outline
  let mode: TimelineMode
  var images: ImageShape?
  var choice = DrawingChoice()
  /// The panes in which it may be shown, the one that is wanted most first.
  var places: [DrawingPlace] = []
  /// What the drawing is to fill when it is a picture of its own, as large as it needs.
  var picture: Size?
  /// The item that is to be in sight.
  var anchor: Int?
  /// The layers and orders of a drawing of the same outline.
  var structure: LayoutStructure?
  /// Where each item, or what it was part of, lay before, across the flow.
  var formerRows: [Int]?

  /// The drawing, or `nil` when it is no longer wanted.
  package func answer(unless isCancelled: () -> Bool = { false }) -> DrawingAnswer? {
    guard var search = DrawingSearch(self, isCancelled: isCancelled) else { return nil }
    return search.best(isCancelled: isCancelled).map {
      DrawingAnswer(number: number, opening: opening, drawing: $0)
    }
  }
}

/// A drawing that was asked for.
package struct DrawingAnswer: Sendable {
  let number: Int
  package var opening = 0
  let drawing: GraphDrawing
}
