import TestSupport
import Testing

/// Where no screen can be, one line says so, and what to do.
@Suite(.drivesPrograms) struct RefusalTests {
  @Test(arguments: [["z = x*y"], ["train"], []])
  func `an output that is no terminal`(arguments: [String]) throws {
    let result = try ProcessResult(
      running: [Program.path] + arguments, environment: Program.environment)
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        retrograde: standard output is not a terminal; 'retrograde trace' prints the numbers, \
        'retrograde render' a frame; 'retrograde train --headless' trains\n
        """)
  }

  @Test func `a reader that has read enough is no failure to speak of`() throws {
    // A pipe whose only reader has closed it already.
    let script = """
      pipe=$(mktemp -u) && mkfifo "$pipe" && exec 3<>"$pipe" 4>"$pipe" 3<&- && rm "$pipe"
      exec retrograde trace 'z = 2*x' --at x=3 >&4
      """
    let result = try ProcessResult(
      running: ["/bin/bash", "-c", script], environment: Program.environment)
    #expect(result.code == 128 + 13)
    #expect(result.errors.isEmpty)
  }

  @Test(arguments: [
    ("", "TERM is not set, so the terminal is unknown; set it, for example to xterm-256color"),
    (
      "dumb",
      "a terminal of type 'dumb' (TERM) cannot place its cursor; 'retrograde trace' prints the "
        + "numbers"
    ),
    (
      "nonsense",
      "the terminal type 'nonsense' (TERM) is unknown here; try TERM=xterm-256color"
    ),
  ])
  func `a terminal that is none`(type: String, reason: String) throws {
    let terminal = try PseudoTerminal(
      running: [Program.path, "z = x*y"],
      environment: Program.environment.merging(["TERM": type]) { _, new in new })
    #expect(terminal.ending() == .exit(2))
    #expect(terminal.text == "retrograde: \(reason)\r\n")
    #expect(terminal.isRestored)
  }

  @Test(.needsTmux) func `a program from standard input leaves the keys to the terminal`()
    async throws
  {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("echo 'x^2' | retrograde - --at x=3")
    try await terminal.waits(until: .shows("event 0/4"))
    try terminal.press("n n n n")
    try await terminal.waits(until: .shows("event 4/4", "v 9", "x̄ 6"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test(.needsTmux) func `a wrong program is told before the screen opens`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'y = tahn(x)'")
    try await terminal.waits(until: .shows("no function is called 'tahn'"))
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(2)
  }
}
