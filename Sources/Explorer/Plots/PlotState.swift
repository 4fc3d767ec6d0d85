import Autodiff
package import Debugging
import Inquiry

/// How much of a plot is known at a position in time: the curve is there from the start, the present
/// place appears with its value, the tangent with its derivative.
package struct PlotState: Hashable, Sendable {
  /// The present places that are shown, by their numbers.
  package var shown: Set<Int>
  /// The one whose tangent is drawn.
  package var chosen: Int?
  /// Whether its slope is known.
  package var hasSlope: Bool

  /// All is known.
  package init(of plot: ProgramPlot) {
    shown = Set(plot.marks.indices)
    chosen = plot.marks.isEmpty ? nil : 0
    hasSlope = true
  }

  /// What is known where the explorer stands.
  init(of plot: ProgramPlot, in model: ExplorerModel) {
    self.init(of: plot)
    guard !plot.isTimeless else { return }
    let timeline = model.timeline
    let hidden = model.hidesLatestNumber ? timeline.lastEvent : nil
    let places = plot.marks.indices.filter { place in
      let node = plot.marks[place].node
      return timeline.hasValue(node) && hidden != .value(node)
    }
    shown = Set(places)
    let isSelected = { (place: Int) in
      plot.marks[place].node == model.selection
        && plot.marks[place].element == (model.tensorPane?.element ?? 0)
    }
    chosen =
      plot.target.flatMap { target in places.first { plot.marks[$0] == target } }
      ?? places.first(where: isSelected) ?? places.first
    hasSlope =
      plot.isLocal || timeline.mode == .forward || timeline.position == timeline.count
      || plot.variables.allSatisfy {
        timeline.adjointState(of: $0.node) == .complete && hidden == nil
      }
  }
}
