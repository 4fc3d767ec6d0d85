import Debugging
import GraphLayout
import TextCanvas

/// What the user chose about the drawing; the rest is chosen so that the graph fits its pane.
struct DrawingChoice: Hashable, Sendable {
  /// How much of each node is shown; `nil` for as much as fits.
  var zoom: Zoom?
  var flow = FlowChoice.auto

  /// Whether all is chosen so that the graph fits.
  var isAutomatic: Bool { self == DrawingChoice() }
}

/// A pane in which a drawing may be shown.
struct DrawingPlace: Hashable, Sendable {
  let arrangement: PaneArrangement
  /// The cells inside its frame.
  let size: Size
  /// Whether the list of nodes stays beside it, with the numbers of those that are out of sight.
  var hasList: Bool { arrangement != .strip }
}

/// One way to draw a graph.
struct DrawingPlan: Hashable, Sendable {
  let zoom: Zoom
  /// Whether edges have room for their local partials.
  let isLabelled: Bool
  let flow: LayoutFlow

  /// The distances that suit the size of the items.
  var distances: LayoutOptions {
    switch (zoom, flow) {
    case (.box, .down): LayoutOptions(layerGap: 2, nodeGap: 2, wireGap: 1, lead: 0)
    case (.glyph, .down): LayoutOptions(layerGap: 1, nodeGap: 1, wireGap: 0, lead: 0)
    case (_, .down): LayoutOptions(layerGap: 1, nodeGap: 2, wireGap: 1, lead: 0)
    case (.box, _): LayoutOptions(layerGap: 3)
    case (.compact, _), (.line, _), (.glyph, _): LayoutOptions(layerGap: 3, nodeGap: 0)
    }
  }
}

extension LayoutFlow {
  /// Whether operands lie above their consumers, and not to the left of them.
  var isDownward: Bool { self == .down }
}
