import Glibc
import Learning

/// Tells somebody at a terminal how far a long check has come, on standard error.
struct CheckProgress {
  /// What takes no longer needs no word.
  private static let patience = 1.0
  /// How long a count stays before the next takes its place.
  private static let pause = 0.1
  private let isOnTerminal: Bool
  private let clock: () -> Double
  private var next: Double
  private var isShown = false

  init(
    isOnTerminal: Bool = isatty(STDERR_FILENO) == 1,
    clock: @escaping () -> Double = monotonicSeconds
  ) {
    self.isOnTerminal = isOnTerminal
    self.clock = clock
    next = clock() + Self.patience
  }

  /// Shows a count in place of the last one, now and then.
  mutating func show(done: Int, of total: Int) {
    let now = clock()
    guard isOnTerminal, now >= next else { return }
    next = now + Self.pause
    isShown = true
    Console.current.warnSequences(
      "\rchecking derivatives: \(done) of \(total) (Ctrl-C stops) ")
  }

  /// Leaves the line as it was.
  func erase() {
    if isShown { Console.current.warnSequences("\r\u{1B}[K") }
  }
}
