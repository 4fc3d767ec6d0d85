import TextCanvas

/// How a lesson's text and a run share the screen.
///
/// ```
/// 120×40                80×24
/// ┌────────┬─────────┐  ┌──────────────────┐
/// │ lesson │ run     │  │ run              │
/// │        │         │  ├──────────────────┤
/// │        │         │  │ lesson           │
/// └────────┴─────────┘  └──────────────────┘
///  hints                 hints
/// ```
struct LessonRoom: Hashable, Sendable {
  let lesson: Rect
  let run: Rect
  /// The line that tells what the keys do.
  let hints: Rect

  init(_ size: Size) {
    let (rest, hints) = Rect(size).rows(bottom: size.height >= 8 ? 1 : 0)
    self.hints = hints
    if rest.width >= 100 {
      (lesson, run) = rest.columns(left: min(max(rest.width * 2 / 5, 40), 50))
    } else {
      (run, lesson) = rest.rows(bottom: rest.height * 2 / 5)
    }
  }
}
