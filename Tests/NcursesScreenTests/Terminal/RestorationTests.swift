import Glibc
import TestSupport
import Testing

/// On every way out the terminal is as it was.
@Suite(.drivesPrograms) struct RestorationTests {
  private func running(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(probe: arguments)
    try #require(terminal.shows("60x20"))
    #expect(!terminal.isRestored)
    return terminal
  }

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.isRestored)
    #expect(terminal.textAfterScreen != nil)
    for sequence in ["\u{1B}[?2004l", "\u{1B}[?25h", "\u{1B}[?1l"] {
      #expect(terminal.text.contains(sequence))
    }
  }

  @Test func `after q`() throws {
    let terminal = try running()
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    expectRestored(terminal)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func `after a signal from outside, which then ends the program`(number: Int32) throws {
    let terminal = try running()
    terminal.signal(number)
    #expect(terminal.ending() == .signal(number))
    expectRestored(terminal)
  }

  @Test(arguments: [("T", SIGILL), ("t", SIGILL), ("o", SIGSEGV), ("a", SIGABRT)])
  func `after a crash`(key: String, number: Int32) throws {
    let terminal = try running()
    terminal.send(key)
    #expect(terminal.ending() == .signal(number))
    expectRestored(terminal)
    #expect(!terminal.text.contains("Press space"))
  }

  /// The mouse is off again, and nothing switched it on after that.
  private func expectNoMouse(_ terminal: PseudoTerminal) {
    for mode in ["1000", "1002", "1006"] {
      let (on, off) = ("\u{1B}[?\(mode)h", "\u{1B}[?\(mode)l")
      let last = terminal.text.ranges(of: on).last?.upperBound
      #expect(last.map { terminal.text[$0...].contains(off) } == true)
    }
  }

  private func runningWithMouse() throws -> PseudoTerminal {
    let terminal = try running()
    #expect(!terminal.text.contains("\u{1B}[?1002"))
    terminal.send("u")
    try #require(terminal.shows("\u{1B}[?1002h\u{1B}[?1006h"))
    terminal.send("\u{1B}[<0;12;5M")
    try #require(terminal.shows("mouse Press(12,5)"))
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `the mouse is off after a signal`(number: Int32) throws {
    let terminal = try runningWithMouse()
    terminal.signal(number)
    #expect(terminal.ending() == .signal(number))
    expectRestored(terminal)
    expectNoMouse(terminal)
  }

  @Test(arguments: ["T", "a", "x", "q"])
  func `the mouse is off after a crash, an exit and q`(key: String) throws {
    let terminal = try runningWithMouse()
    terminal.send(key)
    #expect(terminal.ending() != .running)
    expectRestored(terminal)
    expectNoMouse(terminal)
  }

  @Test func `the mouse is off when it is not asked for any more`() throws {
    let terminal = try runningWithMouse()
    terminal.send("U")
    #expect(terminal.showsNext("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"))
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    expectNoMouse(terminal)
  }

  @Test func `the mouse is off while the program is stopped, and on again behind`() throws {
    let terminal = try PseudoTerminal(
      running: ["/bin/bash", "--norc", "--noprofile", "-i"], environment: ["PS1": "shell> "])
    try #require(terminal.shows("shell> "))
    terminal.send("\(PseudoTerminal.probePath)\n")
    try #require(terminal.shows("60x20"))
    terminal.send("u")
    try #require(terminal.shows("\u{1B}[?1006h"))
    terminal.send("\u{1A}")
    try #require(terminal.shows("Stopped", afterLeaving: 1))
    expectNoMouse(terminal)
    terminal.send("fg\n")
    try #require(terminal.showsNext("\u{1B}[?1006h"))
    terminal.send("\u{1B}[<64;2;3M")
    try #require(terminal.shows("mouse WheelUp(2,3)"))
    terminal.send("q")
    try #require(terminal.shows("shell> ", afterLeaving: 2))
    expectNoMouse(terminal)
    terminal.send("exit 7\n")
    #expect(terminal.ending() == .exit(7))
  }

  @Test func `the reason of a trap stands on the restored screen`() throws {
    let terminal = try running()
    terminal.send("F")
    #expect(terminal.ending() == .signal(SIGILL))
    let after = try #require(terminal.textAfterScreen)
    #expect(after.contains("Fatal error: broken on purpose"))
  }

  @Test func `after exit from the middle of things`() throws {
    let terminal = try running()
    terminal.send("x")
    #expect(terminal.ending() == .exit(3))
    expectRestored(terminal)
  }

  @Test func `messages wait until the screen is gone`() throws {
    let terminal = try running()
    terminal.send("mq")
    #expect(terminal.ending() == .exit(0))
    #expect(terminal.text.components(of: "a message") == 1)
    #expect(try #require(terminal.textAfterScreen).contains("a message"))
  }

  @Test func `Ctrl-Z stops, and fg brings the frame back`() throws {
    let terminal = try PseudoTerminal(
      running: ["/bin/bash", "--norc", "--noprofile", "-i"], environment: ["PS1": "shell> "])
    try #require(terminal.shows("shell> "))
    terminal.send("\(PseudoTerminal.probePath)\n")
    try #require(terminal.shows("60x20"))
    terminal.send("n")
    try #require(terminal.shows("1 key n"))
    terminal.send("\u{1A}")
    try #require(terminal.shows("Stopped", afterLeaving: 1))
    terminal.send("fg\n")
    // Typed before, it could become the shell's.
    try #require(terminal.showsNext("\u{1B}[?1049h"))
    terminal.send("b")
    try #require(terminal.shows("2 key b"))
    #expect(terminal.text.components(of: "1 key n") >= 2)
    terminal.send("q")
    try #require(terminal.shows("shell> ", afterLeaving: 2))
    terminal.send("exit 7\n")
    #expect(terminal.ending() == .exit(7))
  }

  @Test func `a program that was stopped from outside takes the terminal again`() throws {
    let terminal = try running()
    terminal.send("n")
    try #require(terminal.shows("1 key n"))
    terminal.signal(SIGSTOP)
    terminal.signal(SIGCONT)
    #expect(terminal.shows("1 key n", afterLeaving: 1))
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    expectRestored(terminal)
  }

  @Test func `Ctrl-C is a key`() throws {
    let terminal = try running()
    terminal.send("\u{3}")
    #expect(terminal.shows("1 key C-c"))
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
  }
}

extension String {
  /// How often `part` occurs.
  func components(of part: String) -> Int { ranges(of: part).count }
}
