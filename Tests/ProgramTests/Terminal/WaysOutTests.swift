import Glibc
import TestSupport
import Testing

/// On every way out the terminal is as the shell left it.
@Suite(.needsTmux, .drivesPrograms) struct WaysOutTests {
  private func opened(
    _ program: String = "retrograde", shell: Terminal.Shell = .sh
  ) async throws -> (Terminal, before: Terminal.State) {
    let terminal = try await Terminal(shell: shell)
    let before = try terminal.state
    try await terminal.run("\(program) 'z = x*y + sin(x)' --at x=2,y=3")
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

  /// One of the old, a timer's and one of the real-time signals, with the mouse on.
  @Test(arguments: [SIGUSR1, SIGALRM, 64])
  func `after a signal that nobody expects`(number: Int32) async throws {
    let (terminal, before) = try await opened()
    try terminal.enter(":set mouse on")
    try await terminal.waits(until: .hasMouse(true))
    try terminal.signal(number)
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(128 + Int(number))
  }

  @Test(arguments: otherEndings)
  func `after every signal that ends a program`(number: Int32) throws {
    let terminal = try PseudoTerminal(
      running: [Program.path, "z = x*y"], environment: Program.environment, columns: 80, rows: 24)
    try #require(terminal.shows("event 0/6"))
    terminal.send(":set mouse on\r")
    try #require(terminal.shows("\u{1B}[?1006h"))
    terminal.signal(number)
    #expect(terminal.ending() == .signal(number))
    #expect(terminal.isRestored)
    #expect(terminal.textAfterScreen != nil)
    #expect(terminal.text.contains("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"))
  }

  @Test func `a signal that the caller ignores is ignored`() async throws {
    let terminal = try await Terminal()
    let before = try terminal.state
    try await terminal.run("trap '' USR1; retrograde 'z = x*y'")
    try await terminal.waits(until: .shows("event 0/6"))
    try terminal.signal(SIGUSR1)
    try terminal.press("n")
    try await terminal.waits(until: .shows("event 1/6"))
    try terminal.press("q")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
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
    try await terminal.waits(until: .shows("Esc to cancel"))
    try terminal.press("C-c")
    try await terminal.waits(until: .hides("Esc to cancel"))
    try terminal.press("C-c")
    try await terminal.waits(until: .isBack(to: before))
    try await terminal.expectsCode(0)
  }

  @Test func `after a trap, without the runtime's questions`() async throws {
    let (terminal, before) = try await opened("fault-probe")
    try terminal.press("v")
    try await terminal.waits(until: .isBack(to: before))
    // Swift traps with SIGILL on x86 and with SIGTRAP on ARM.
    try await terminal.expectsCode(128 + Int(SIGILL), 128 + Int(SIGTRAP))
    #expect(try !terminal.screen.contains("Press space"))
  }

  @Test(arguments: [Terminal.Shell.sh, .bash])
  func `after Ctrl-Z, and fg brings the screen back`(shell: Terminal.Shell) async throws {
    let (terminal, before) = try await opened(shell: shell)
    try await terminal.waits(until: .isAtRest)
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

/// The signals that end a program by default and that it can handle. SIGPIPE and SIGXFSZ are not among
/// them: the program ignores both, since the write that fails tells the same. 32 and 33 are the C
/// library's own.
private let otherEndings: [Int32] =
  [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO,
    SIGPWR, SIGSYS, SIGSTKFLT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
  ] + Array(34...64)
