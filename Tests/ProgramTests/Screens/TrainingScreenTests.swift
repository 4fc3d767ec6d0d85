import TestSupport
import Testing

/// The training screen, reached from the explorer and left again.
@Suite(.needsTmux, .drivesPrograms, .serialized) struct TrainingScreenTests {
  private func training() async throws -> Terminal {
    let terminal = try await Terminal()
    try await terminal.run("retrograde train --epochs 1000")
    try await terminal.waits(until: .shows("drawn digits", " training "))
    return terminal
  }

  @Test func `v goes to training on drawn digits and back`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    try terminal.press("n n v")
    // Before the first minibatch there is nothing to save, and q would not ask.
    try await terminal.waits(until: .hasTrained)
    try terminal.press("v")
    try await terminal.waits(until: .shows("event 2/11"))
    try terminal.press("v")
    try await terminal.waits(until: .shows("drawn digits"))
    try terminal.press("q")
    try await terminal.waits(until: .shows("this run is not saved"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `Space makes the numbers stand still, and n does one minibatch`()
    async throws
  {
    let terminal = try await training()
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    try await terminal.waits(until: .isAtRest)
    // Had it gone on in between, the next would not be the next.
    let step = try terminal.minibatch
    try terminal.press("n")
    try await terminal.waits(until: .showsMinibatch(after: step, by: 1))
    try terminal.press("n n")
    try await terminal.waits(until: .showsMinibatch(after: step, by: 3))
    try await terminal.waits(until: .isAtRest)
    #expect(try terminal.screen.contains(" paused "))
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" training "))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }

  @Test func `from the curve to a row's graph, to its end and back, and the run goes on`()
    async throws
  {
    let terminal = try await training()
    try await terminal.waits(until: .hasTrained)
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    try await terminal.waits(until: .isAtRest)
    try terminal.press("Left Left o")
    try await terminal.waits(until: .shows("largest share of the loss first"))
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("event 0/23"))
    try terminal.press("G")
    try await terminal.waits(until: .shows("event 23/23"))
    try terminal.press("W")
    try await terminal.waits(until: .shows("finite"))
    try terminal.press("Escape")
    try await terminal.waits(until: .shows("largest share of the loss first"))
    try terminal.press("Escape")
    try await terminal.waits(until: .shows(" paused "))
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" training "))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }

  /// It neither waits for the data nor for an epoch: it takes less of the processors than loading does.
  @Test(arguments: ["loading data", "samples/s"])
  func `q quits at once, while loading and while training`(state: String) throws {
    let loading = try processorTime(quittingAt: "samples/s").before
    let after = try processorTime(quittingAt: state).after
    #expect(after < loading)
  }

  /// What a training has taken of the processors when something is seen, and from then to its end.
  private func processorTime(
    quittingAt sign: String
  ) throws -> (before: Duration, after: Duration) {
    let terminal = try PseudoTerminal(
      running: [Program.path, "train", "--epochs", "1000"], environment: Program.environment,
      columns: 80, rows: 24)
    try #require(terminal.shows(sign))
    let before = try terminal.processorTime
    // The second answers the question that a run which is not saved asks.
    terminal.send(sign == "samples/s" ? "qq" : "q")
    #expect(terminal.ending() == .exit(0))
    return (before, terminal.processorTimeAtEnd - before)
  }
}
