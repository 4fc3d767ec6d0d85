import TestSupport
import Testing

/// The program without a program to open.
@Suite(.needsTmux, .drivesPrograms) struct StartScreenTests {
  @Test func `a formula is typed, pointed at when wrong, and opens when right`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde")
    try await terminal.waits(until: .shows("a debugger for derivatives"))
    try terminal.press("e")
    try terminal.type("y = tahn(x)")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("no function is called 'tahn'"))
    try terminal.resize(columns: 40, rows: 10)
    try await terminal.waits(until: .shows("edit y = tahn(x)", "    ^^^^"))
    try terminal.resize(columns: 80, rows: 24)
    try terminal.press("C-u")
    try terminal.type("y = tanh(x)")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("retrograde  y = tanh(x)", "event 0/4"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `an example is chosen and opens`() async throws {
    let terminal = try await Terminal()
    try await terminal.run("retrograde")
    try await terminal.waits(until: .shows("a debugger for derivatives"))
    try terminal.press("Down Down Enter")
    try await terminal.waits(until: .shows("event 0/"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }

  @Test func `what was opened is offered again, with its values`() async throws {
    let terminal = try await Terminal()
    try await terminal.run("XDG_STATE_HOME=$PWD retrograde 'z = x*y' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/6"))
    try terminal.press("q")
    try await terminal.run("XDG_STATE_HOME=$PWD retrograde")
    try await terminal.waits(until: .shows("reopen: z = x*y  --at=x=2,y=3"))
    try terminal.press("Down Down Enter G")
    try await terminal.waits(until: .shows("z = x*y", "event 6/6", "v 6"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }
}
