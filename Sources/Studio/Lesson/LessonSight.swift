import Lessons
import TextCanvas

/// What is shown of a lesson whose page is about a run.
struct LessonSight: Hashable, Sendable {
  /// The page that is open; `nil` without a lesson.
  var page: Int?
  /// What is shown of a run on it.
  var moment: RunMoment?
  /// Whether the run was changed, or went on, by somebody's own keys.
  var isDisturbed = false
  /// Whether the keys of a lesson are for its text, and not for the panes of the run.
  var hasFocus = true
  var keys = PageKeys()
}

/// The keys that a page about a run presses for its reader.
struct PageKeys: Hashable, Sendable {
  /// Whose they are; `nil` for a page that is not about a run.
  var page: Int?
  /// Those that are still to be pressed.
  var waiting: [ScreenEvent] = []
  /// Whether some of them have been pressed.
  var hasBegun = false
}
