import Glibc
import TestSupport
import Testing

@Suite(.drivesPrograms) struct TerminalScreenTests {
  private func running(
    _ arguments: [String] = [], _ environment: [String: String] = [:],
    input: PseudoTerminal.Input = .terminal
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(probe: arguments, environment: environment, input: input)
    try #require(terminal.shows("60x20"))
    return terminal
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    #expect(terminal.isRestored)
  }

  @Test func `keys arrive, whatever they send`() throws {
    let terminal = try running()
    for (sent, name) in [
      ("ä", "1 key ä"), ("\u{1B}OA", "2 key Up"), ("\u{1B}[B", "3 key Down"),
      ("\u{1B}", "4 key Escape"), ("\u{1B}[1;5C", "5 key Right"), ("\u{1B}x", "6 key M-x"),
    ] {
      terminal.send(sent)
      #expect(terminal.shows(name))
    }
    quit(terminal)
  }

  @Test func `Escape is not delayed by short timeouts`() throws {
    let terminal = try running(["tick"])
    terminal.send("\u{1B}")
    #expect(terminal.shows("1 key Escape"))
    quit(terminal)
  }

  @Test func `pasted text is one event`() throws {
    let terminal = try running()
    #expect(terminal.shows("\u{1B}[?2004h"))
    terminal.send("\u{1B}[200~x = 2\rq\u{1B}[201~")
    #expect(terminal.shows(#"1 paste "x = 2\nq""#))
    quit(terminal)
  }

  @Test func `a resize is reported and the frame follows`() throws {
    let terminal = try running()
    terminal.resize(columns: 44, rows: 9)
    #expect(terminal.shows("44x9"))
    #expect(terminal.shows("1 resize 44x9"))
    terminal.resize(columns: 1, rows: 1)
    terminal.resize(columns: 70, rows: 30)
    #expect(terminal.shows("resize 70x30"))
    quit(terminal)
  }

  @Test func `a waker wakes`() throws {
    let terminal = try running()
    terminal.send("w")
    #expect(terminal.shows("2 wake"))
    quit(terminal)
  }

  @Test func `keys come from the terminal when standard input is something else`() throws {
    let terminal = try running(input: .nothing)
    terminal.send("n")
    #expect(terminal.shows("1 key n"))
    quit(terminal)
  }

  @Test func `copying sends the text to the terminal's clipboard`() throws {
    let terminal = try running()
    terminal.send("y")
    #expect(terminal.shows("\u{1B}]52;c;eMyEID0gMw==\u{7}"))
    quit(terminal)
  }

  @Test(
    arguments: [
      (["COLORTERM": "truecolor"], [], "\u{1B}[38;2;86;180;233m"),
      ([:], [], "\u{1B}[38;5;74m"),
      (["TERM": "xterm", "COLORTERM": "24bit"], [], "\u{1B}[38;2;86;180;233m"),
      (["TERM": "xterm"], [], "\u{1B}[36m"),
      (["TERM": "xterm"], ["256"], "\u{1B}[38;5;74m"),
      (["TERM": "vt100"], ["truecolor"], "\u{1B}[38;2;86;180;233m"),
      (["NO_COLOR": "1"], ["16"], "\u{1B}[94m"),
    ] as [([String: String], [String], String)])
  func `colours come as the terminal takes them`(
    environment: [String: String], arguments: [String], sequence: String
  ) throws {
    let terminal = try running(arguments, environment)
    #expect(terminal.shows(sequence))
    // The user's palette is never redefined.
    #expect(!terminal.text.contains("\u{1B}]4;"))
    quit(terminal)
  }

  @Test(
    arguments: [
      (["NO_COLOR": "1", "COLORTERM": "truecolor"], []), (["TERM": "vt100"], []),
      (["COLORTERM": "truecolor"], ["none"]),
    ] as [([String: String], [String])])
  func `no colour is sent where none is wanted`(
    environment: [String: String], arguments: [String]
  ) throws {
    let terminal = try running(arguments, environment)
    #expect(terminal.shows("end"))
    #expect(!terminal.text.contains("\u{1B}[38;") && !terminal.text.contains("\u{1B}[36m"))
    quit(terminal)
  }

  @Test(arguments: ["vt100", "screen", "xterm-256color", "linux", "tmux-256color", "xterm"])
  func `every usual terminal type works`(type: String) throws {
    let terminal = try running([], ["TERM": type])
    #expect(terminal.shows("end"))
    terminal.send("n")
    #expect(terminal.shows("1 key n"))
    quit(terminal)
  }

  @Test func `the console gets neither Braille nor marks nor round corners`() throws {
    let terminal = try running([], ["TERM": "linux"])
    #expect(terminal.shows("end"))
    #expect(terminal.text.contains("┌ probe"))
    #expect(terminal.text.contains("╬"))
    #expect(!terminal.text.contains("\u{304}") && !terminal.text.contains("⡇"))
    quit(terminal)
  }

  @Test func `without a locale the terminal is taken to be UTF-8`() throws {
    let terminal = try running([], ["LANG": ""])
    #expect(terminal.shows("╭ probe"))
    quit(terminal)
  }

  @Test func `the ASCII set sends nothing but ASCII`() throws {
    let terminal = try running(["ascii"])
    #expect(terminal.shows("+ probe"))
    #expect(terminal.shows("end"))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    quit(terminal)
  }

  @Test(arguments: [
    (["TERM": ""], "TERM is not set"), (["TERM": "dumb"], "cannot place its cursor"),
    (["TERM": "nonsense"], "'nonsense' (TERM) is unknown"),
  ])
  func `a terminal that is no screen is refused in one line`(
    environment: [String: String], words: String
  ) throws {
    let terminal = try PseudoTerminal(probe: [], environment: environment)
    #expect(terminal.ending() == .exit(2))
    #expect(terminal.text.contains(words))
    #expect(terminal.output.count { $0 == UInt8(ascii: "\n") } == 1)
    #expect(terminal.isRestored)
  }
}
