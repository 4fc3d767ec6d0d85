import Glibc
import TestSupport
import Testing

/// The mouse on a real terminal: nothing until it is asked for, and nothing afterwards.
@Suite(.drivesPrograms) struct MouseTests {
  private func opened() async throws -> (Terminal, before: Terminal.State) {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    try await terminal.waits(until: .hasMouse(false))
    return (terminal, before)
  }

  private func switchOn(_ terminal: Terminal) async throws {
    try terminal.type(":set mouse on")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("mouse on"))
    try await terminal.waits(until: .hasMouse(true))
  }

  /// Puts what a terminal reports of a click before the program.
  private func click(_ terminal: Terminal, column: Int, row: Int) throws {
    try terminal.type("\u{1B}[<0;\(column);\(row)M\u{1B}[<0;\(column);\(row)m")
  }

  @Test(.needsTmux) func `a click in the time bar goes there, and q leaves no mouse behind`()
    async throws
  {
    let (terminal, before) = try await opened()
    try await switchOn(terminal)
    try click(terminal, column: 79, row: 23)
    try await terminal.waits(until: .shows("event 11/11", "x̄ 2.5839"))
    try click(terminal, column: 2, row: 23)
    try await terminal.waits(until: .shows("event 0/11"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test(.needsTmux) func `while the program is stopped the mouse is the shell's`() async throws {
    let (terminal, before) = try await opened()
    try await switchOn(terminal)
    try terminal.press("C-z")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.run("fg")
    try await terminal.waits(until: .shows("event 0/11"))
    try await terminal.waits(until: .hasMouse(true))
    try click(terminal, column: 79, row: 23)
    try await terminal.waits(until: .shows("event 11/11"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
  }

  @Test(arguments: [Program.path, Program.faultyPath])
  func `a signal and a crash give the terminal its mouse back`(program: String) throws {
    let terminal = try PseudoTerminal(
      running: [program, "z = x*y + sin(x)"], environment: Program.environment, columns: 80,
      rows: 24)
    try #require(terminal.shows("event 0/11"))
    #expect(!terminal.text.contains("\u{1B}[?1000h"))
    terminal.send(":set mouse on\r")
    try #require(terminal.shows("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"))
    if program == Program.path {
      terminal.signal(SIGTERM)
      #expect(terminal.ending() == .signal(SIGTERM))
    } else {
      terminal.send("v")
      #expect(terminal.ending() != .running)
    }
    #expect(terminal.text.contains("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"))
    #expect(terminal.isRestored)
  }
}
