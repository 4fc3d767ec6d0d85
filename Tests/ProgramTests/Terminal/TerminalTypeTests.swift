import TestSupport
import Testing

/// The usual terminals, with and without a UTF-8 locale.
@Suite(.needsTmux, .drivesPrograms, .serialized) struct TerminalTypeTests {
  @Test(arguments: ["xterm-256color", "screen", "vt100", "linux"], ["C.UTF-8", "C"])
  func `the explorer opens, shows the numbers and leaves no trace`(
    type: String, locale: String
  ) async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run(
      "TERM=\(type) LC_ALL=\(locale) retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11", " graph ─"))
    try terminal.press("G")
    try await terminal.waits(until: .shows("event 11/11", "6.9093", "2.5839"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }
}
