package import TextCanvas

/// A lesson's text beside the panes of a run.
package struct LessonBeside: Hashable, Sendable {
  /// Whether the keys of a lesson are for it.
  package var hasFocus: Bool

  package init(hasFocus: Bool) { self.hasFocus = hasFocus }
}

extension TrainingModel {
  /// Takes the room that a lesson leaves.
  package mutating func resize(to size: Size) { self.size = size }

  /// Whether something lies over the panes that takes the keys.
  package var hasOverlay: Bool { overlay != nil }

  /// Whether a key would go past the last pane, or close something where there is nothing to close: then
  /// it leads to the lesson.
  package func leavesPanes(by key: Key) -> Bool {
    guard overlay == nil else { return false }
    switch key {
    case .tab: return focus == panes.last
    case .backTab: return focus == panes.first
    case .escape:
      return !isZoomed && past == nil && curves.crosshair == nil
        && (focus != .weights || tiles.unit == nil)
    default: return false
    }
  }
}
