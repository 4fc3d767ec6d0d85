import Testing

/// The training screen, reached from the explorer and left again.
@Suite(.needsTmux, .serialized) struct TrainingScreenTests {
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
    try await terminal.waits(until: .shows("drawn digits", " training ", "epoch "))
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

  @Test func `Space makes the numbers stand still, and a full stop does one minibatch`()
    async throws
  {
    let terminal = try await training()
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" paused "))
    let paused = try terminal.screen
    try await terminal.keeps(for: .milliseconds(500)) { $0 == paused }
    let step = try minibatch(of: paused)
    try terminal.press(".")
    try await terminal.waits(until: .shows("minibatch \(step + 1)/"))
    try terminal.press(". .")
    try await terminal.waits(until: .shows("minibatch \(step + 3)/"))
    let later = try terminal.screen
    try await terminal.keeps(for: .milliseconds(300)) { $0 == later }
    try terminal.press("Space")
    try await terminal.waits(until: .shows(" training "))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }

  @Test(arguments: ["loading data", " training "])
  func `q quits within a second, while loading and while training`(state: String) async throws {
    let terminal = try await Terminal()
    try await terminal.run("retrograde train --epochs 1000")
    try await terminal.waits(until: .shows(state))
    let before = ContinuousClock.now
    // The second answers the question that a run which is not saved asks.
    try terminal.press(state == " training " ? "q q" : "q")
    try await terminal.waits(until: .shellHasTerminal)
    #expect(ContinuousClock.now - before < .seconds(1))
    try await terminal.expectsCode(0)
  }

  /// The number in `minibatch 17/156`.
  private func minibatch(of screen: String) throws -> Int {
    let text = screen.split(separator: "minibatch ").dropFirst().first?.prefix { $0.isNumber }
    return try text.flatMap { Int($0) }.orThrow("no minibatch in\n\(screen)")
  }
}
