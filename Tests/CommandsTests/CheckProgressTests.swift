import Testing

@testable import Commands

@Suite struct CheckProgressTests {
  /// What is shown when so much time has passed before each derivative.
  private func shown(at times: [Double], isOnTerminal: Bool = true) -> String {
    let clock = Clock()
    var progress = CheckProgress(isOnTerminal: isOnTerminal) { clock.now }
    let log = Log()
    let console = Console(write: { _ in }, warn: { log.text += $0 })
    Console.$current.withValue(console) {
      for (done, time) in times.enumerated() {
        clock.now = time
        progress.show(done: done, of: times.count)
      }
      progress.erase()
    }
    return log.text
  }

  @Test func `a long check counts now and then, and leaves no trace`() {
    let text = shown(at: [0.2, 0.9, 1.2, 1.25, 1.4])
    #expect(
      text == "\rchecking derivatives: 2 of 5 (Ctrl-C stops) "
        + "\rchecking derivatives: 4 of 5 (Ctrl-C stops) \r\u{1B}[K")
  }

  @Test func `a short one says nothing, nor does any where nobody watches`() {
    #expect(shown(at: [0.2, 0.9]).isEmpty)
    #expect(shown(at: [0.2, 9], isOnTerminal: false).isEmpty)
  }
}

/// A clock that goes on when told.
private final class Clock {
  var now = 0.0
}

/// What was written to standard error, from one thread.
private final class Log: @unchecked Sendable {
  var text = ""
}
