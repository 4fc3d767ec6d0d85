import TextCanvas

/// Where another screen has the text of the lesson.
struct LessonElsewhere: Hashable, Sendable {
  let area: Rect
  /// Whether the keys of a lesson are for it there.
  let hasFocus: Bool
}
