import TestSupport
import Testing

/// Typing programs and values while the explorer is open.
@Suite(.needsTmux, .drivesPrograms) struct PromptTests {
  private func opened() async throws -> Terminal {
    let terminal = try await Terminal()
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    return terminal
  }

  @Test func `a wrong formula is pointed at, Escape leaves, a right one opens`() async throws {
    let terminal = try await opened()
    try terminal.press("n n e C-u")
    try terminal.type("y = tahn(x)")
    try terminal.press("Enter")
    try await terminal.waits(
      until: .shows("no function is called 'tahn'", "│ y = tahn(x)", "│     ^^^^"))

    try terminal.press("Escape")
    try await terminal.waits(until: .hides("tahn"))
    try await terminal.waits(until: .shows("event 2/11"))

    try terminal.press("e C-u")
    try terminal.type("w = u^2")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("retrograde  w = u^2", "event 2/4"))
    try terminal.press("q")
    try await terminal.waits(until: .shows("not saved"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }

  @Test func `a new value of an input is computed with, at the same place in time`() async throws {
    let terminal = try await opened()
    try terminal.press("n n n n i C-u")
    try terminal.type("4")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("event 4/11", "v 12", "v -0.7568"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }

  /// A paste that does not end is waited for, for two seconds; an Escape that could begin a key, for less
  /// than a twentieth of that.
  @Test func `Escape leaves a prompt within a tenth of a second`() throws {
    let terminal = try PseudoTerminal(
      running: [Program.path, "z = x*y"], environment: Program.environment)
    try #require(terminal.shows("event 0/"))
    try #require(time(from: ":", until: "Tab to complete", on: terminal) != nil)
    let waiting = try #require(time(from: "\u{1B}[200~wwww", until: "wwww", on: terminal))
    try #require(time(from: "\u{1B}", until: "next", on: terminal) != nil)
    // Of several, the fastest: another program may have the processor in between.
    var (opening, leaving) = (Duration.patience, Duration.patience * 2)
    for _ in 1...20 where leaving - opening >= waiting / 20 {
      opening = min(opening, try #require(time(from: ":", until: "Tab to complete", on: terminal)))
      leaving = min(leaving, try #require(time(from: "\u{1B}", until: "next", on: terminal)))
    }
    #expect(leaving - opening < waiting / 20)
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
  }

  /// How long it takes from typing something until something is shown; `nil` when it never is.
  private func time(from typed: String, until shown: String, on terminal: PseudoTerminal)
    -> Duration?
  {
    let start = ContinuousClock.now
    terminal.send(typed)
    return terminal.showsNext(shown) ? ContinuousClock.now - start : nil
  }
}
