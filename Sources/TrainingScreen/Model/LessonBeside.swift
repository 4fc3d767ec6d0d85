import Learning
package import TextCanvas
import Widgets

/// A lesson's text beside the panes of a run.
package struct LessonBeside: Hashable, Sendable {
  /// Whether the keys of a lesson are for it.
  package var hasFocus: Bool

  package init(hasFocus: Bool) { self.hasFocus = hasFocus }
}

extension TrainingModel {
  /// Takes the room that a lesson leaves.
  package mutating func resize(to size: Size) { self.size = size }

  /// The help, with what keys do in a lesson where one is given.
  func help(at sight: HelpSight) -> KeyHelpView {
    KeyHelpView(
      (lesson == nil ? [] : [.lesson]) + HelpPart.parts(of: keys), theme: theme, sight: sight)
  }

  /// Whether something lies over the panes that takes the keys.
  package var hasOverlay: Bool { overlay != nil }

  /// Whether the run rests after this step or a later one.
  package func hasCome(toStep step: Int) -> Bool {
    switch live.state {
    case .loading, .running: false
    case .paused, .finished, .failed: live.record.steps >= step
    }
  }

  /// Whether something that is to be shown is still replayed.
  package var awaitsStep: Bool {
    if case .step(let sight) = overlay, sight.step == nil, sight.problem == nil { return true }
    return past != nil && past?.snapshot == nil
  }

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
