import TestSupport
import Testing

/// What the program takes of the machine and of the line.
@Suite struct CostTests {
  private func opened(
    _ arguments: [String] = ["z = x*y + sin(x)"], columns: UInt16 = 80, rows: UInt16 = 24
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: [Program.path] + arguments, environment: Program.environment, columns: columns,
      rows: rows)
  }

  @Test func `an idle explorer takes at most a hundredth of a second in thirty`() async throws {
    let terminal = try opened()
    try #require(terminal.shows("event 0/11"))
    try await expectIdle(terminal)
  }

  @Test(arguments: [1, 2]) func `a paused training takes no more`(threads: Int) async throws {
    let terminal = try opened(["train", "--threads", "\(threads)"])
    try #require(terminal.shows("training"))
    terminal.send(" ")
    try #require(terminal.shows("paused"))
    try await expectIdle(terminal)
  }

  /// Five seconds are a sixth of the thirty that the bar speaks of.
  private func expectIdle(_ terminal: PseudoTerminal) async throws {
    terminal.settle()
    let before = try await processorTimeAtRest(of: terminal)
    try await Task.sleep(for: .seconds(5))
    let spent = try terminal.processorTime - before
    #expect(spent <= .nanoseconds(10_000_000 / 6))
    // Once more, to leave a training run that is not saved.
    terminal.send("qq")
    #expect(terminal.ending() == .exit(0))
  }

  /// The time that was spent until what had begun before was done.
  private func processorTimeAtRest(of terminal: PseudoTerminal) async throws -> Duration {
    var (before, now) = (Duration.zero, try terminal.processorTime)
    for _ in 0..<50 where before != now {
      try await Task.sleep(for: .milliseconds(200))
      (before, now) = (now, try terminal.processorTime)
    }
    return now
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func `a step sends at most four kilobytes`(columns: UInt16, rows: UInt16) throws {
    let terminal = try opened(columns: columns, rows: rows)
    try #require(terminal.shows("event 0/11"))
    for key in Array(repeating: "s", count: 11) + Array(repeating: "S", count: 11) {
      let length = terminal.answerLength(to: key)
      #expect(length > 0 && length <= 4096)
    }
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
  }
}
