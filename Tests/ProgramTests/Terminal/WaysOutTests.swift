import Glibc
import Testing

/// On every way out the terminal is as the shell left it.
@Suite(.needsTmux) struct WaysOutTests {
  private func opened(
    shell: Terminal.Shell = .sh, environment: [String: String] = [:]
  ) async throws -> (Terminal, before: Terminal.State) {
    let terminal = try await Terminal(shell: shell, environment: environment)
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    try terminal.press("n")
    try await terminal.waits(until: .shows("event 1/11"))
    #expect(try terminal.state.modes.hasPrefix("1 0"))
    return (terminal, before)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `after a signal, which the shell is told`(number: Int32) async throws {
    let (terminal, before) = try await opened()
    try terminal.signal(number)
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(128 + Int(number))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `after a signal while training`(number: Int32) async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    // Far more epochs than pass while the test looks.
    try await terminal.run("retrograde train --epochs 1000")
    try await terminal.waits(until: .shows(" training "))
    try terminal.signal(number)
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(128 + Int(number))
  }

  @Test func `after Ctrl-C, which leaves a prompt first`() async throws {
    let (terminal, before) = try await opened()
    try terminal.press("e")
    try await terminal.waits(until: .shows("Esc leaves it"))
    try terminal.press("C-c")
    try await terminal.waits(until: .hides("Esc leaves it"))
    try terminal.press("C-c")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `after a trap, without the runtime's questions`() async throws {
    let (terminal, before) = try await opened(environment: ["RETROGRADE_TRAP": "1"])
    try terminal.press("v")
    try await terminal.waits(until: .isBack(to: before))
    // Swift traps with SIGILL on x86 and with SIGTRAP on ARM.
    try await terminal.expectsCode(128 + Int(SIGILL), 128 + Int(SIGTRAP))
    #expect(try !terminal.screen.contains("Press space"))
  }

  @Test(arguments: [Terminal.Shell.sh, .bash])
  func `after Ctrl-Z, and fg brings the screen back`(shell: Terminal.Shell) async throws {
    let (terminal, before) = try await opened(shell: shell)
    let frame = try terminal.screen
    for _ in 1...2 {
      try terminal.press("C-z")
      try await terminal.waits(until: .isBack(to: before))
      try await terminal.run("fg")
      try await terminal.waits(until: .shows(frame: frame))
    }
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `started in the background, it takes the terminal when it is given it`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("retrograde 'z = x*y' &")
    try await terminal.run("fg")
    try await terminal.waits(until: .shows("event 0/6"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `resized while it was stopped, it comes back at the new size`() async throws {
    let (terminal, before) = try await opened()
    try terminal.press("C-z")
    try await terminal.waits(until: .isBack(to: before))
    try terminal.resize(columns: 40, rows: 10)
    try await terminal.run("fg")
    let frame = try Program.frame(
      "z = x*y + sin(x)", at: "x=2,y=3", columns: 40, rows: 10, keys: "n")
    try await terminal.waits(until: .shows(frame: frame))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }
}
