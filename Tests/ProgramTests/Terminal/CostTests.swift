import TestSupport
import Testing

/// What the program takes of the machine and of the line.
@Suite(.drivesPrograms) struct CostTests {
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

  /// A program at rest takes nothing at all, however long one looks; five seconds are no wait for
  /// anything.
  private func expectIdle(_ terminal: PseudoTerminal) async throws {
    try #require(terminal.comesToRest())
    let (start, before) = (ContinuousClock.now, try terminal.processorTime)
    try await Task.sleep(for: .seconds(5))
    let spent = try terminal.processorTime - before
    #expect(spent <= (ContinuousClock.now - start) / 3000)
    // Once more, to leave a training run that is not saved.
    terminal.send("qq")
    #expect(terminal.ending() == .exit(0))
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

  /// What does not fit is seen in parts: a step sends more only where the next part comes.
  @Test(arguments: [LargePrograms.recurrence(400), LargePrograms.tangle(500)])
  func `at most one step of a hundred along a large graph sends more than four kilobytes`(
    _ text: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), as: "large.rg")
    let terminal = try opened([path], columns: 200, rows: 60)
    try #require(terminal.shows("event 0/"))
    let lengths = (0..<300).map { _ in terminal.answerLength(to: "n") }
    let above = lengths.count { $0 > 4096 }
    print(
      "\(above) of \(lengths.count) steps send more than 4096 bytes, at most", lengths.max() ?? 0)
    #expect(above * 100 <= lengths.count)
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
  }
}
