import TextCanvas

/// How the frames keep up with what is typed.
///
/// ```
/// J ─ works ──────────── frame ─ nothing waits ─ sleeps
///        C-c: late, belongs to the work          C-c: quits
/// ```
struct FramePace {
  /// While more and more is waiting, a frame is drawn so often all the same.
  private static let longestWithoutFrame = Duration.milliseconds(100)

  /// Whether the last frame shows what everything led to that was typed before it was drawn.
  private(set) var isCaughtUp = true
  private var lastFrame = ContinuousClock.now

  /// Something was done that the last frame does not show.
  mutating func fallBehind() { isCaughtUp = false }

  /// Nothing is waiting; whether something was to be caught up with.
  mutating func catchUp() -> Bool {
    defer { isCaughtUp = true }
    return !isCaughtUp
  }

  mutating func noteFrame() { lastFrame = .now }

  /// Whether frames have been behind for so long that one is drawn before the rest is taken.
  var isFrameDue: Bool {
    !isCaughtUp && ContinuousClock.now - lastFrame > Self.longestWithoutFrame
  }

  /// Whether an event is a Ctrl-C that was meant for work whose answer had not been seen: it must not
  /// quit the program.
  func isLate(_ event: ScreenEvent) -> Bool { event == .key(.control("c")) && !isCaughtUp }
}
