import TestSupport
import Testing

/// Typing programs and values while the explorer is open.
@Suite(.needsTmux) struct PromptTests {
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
      until: .shows("no function is called 'tahn'", "  y = tahn(x)", "      ^^^^"))

    try terminal.press("Escape")
    try await terminal.waits(until: .hides("tahn"))
    #expect(try terminal.screen.contains("event 2/11"))

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

  @Test func `Escape leaves a prompt within a tenth of a second`() throws {
    let terminal = try PseudoTerminal(
      running: [Program.path, "z = x*y"], environment: Program.environment)
    try #require(terminal.shows("event 0/"))
    // Of several, the fastest: another program may have the processor in between.
    let fastest = try (1...5).map { _ in
      terminal.send("e")
      try #require(terminal.showsNext("Esc leaves it"))
      return try ContinuousClock().measure {
        terminal.send("\u{1B}")
        try #require(terminal.showsNext("next"))
      }
    }.min()
    #expect(try #require(fastest) < .milliseconds(100))
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
  }
}
