import TestSupport
import Testing

/// The table of keys over the explorer.
@Suite(.needsTmux, .drivesPrograms) struct HelpTests {
  @Test func `scrolled to its end on a small screen, it is whole on a large one`() async throws {
    let terminal = try await Terminal(columns: 40, rows: 10)
    try await terminal.run("retrograde 'z = x*y' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/6"))
    try terminal.press("? End")
    try await terminal.waits(until: .shows("Esc close", "not a number to compare"))
    try terminal.resize(columns: 80, rows: 200)
    let frame = try Program.frame("z = x*y", at: "x=2,y=3", columns: 80, rows: 200, keys: "?")
    try await terminal.waits(until: .shows(frame: frame))
    try terminal.press("Escape")
    try await terminal.waits(until: .hides("Esc close"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }
}
