import Glibc
import TestSupport
import Testing

/// Terminals that say the wrong things about themselves, or go away.
@Suite(.drivesPrograms) struct OddTerminalTests {
  private static let program = "z = x*y + sin(x)"

  private func opened(
    _ environment: [String: String] = [:], columns: UInt16 = 80, rows: UInt16 = 24
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: [Program.path, Self.program],
      environment: Program.environment.merging(environment) { _, new in new },
      columns: columns, rows: rows)
  }

  @Test func `a terminal that is closed takes the program with it`() throws {
    let terminal = try opened()
    try #require(terminal.shows("event 0/11"))
    terminal.hangUp()
    #expect(terminal.ending() == .signal(SIGHUP))
  }

  @Test func `even where it was told to ignore that`() throws {
    let terminal = try PseudoTerminal(
      running: ["/bin/sh", "-c", "trap '' HUP; exec retrograde '\(Self.program)'"],
      environment: Program.environment)
    try #require(terminal.shows("event 0/11"))
    terminal.hangUp()
    #expect(terminal.ending() == .exit(0))
  }

  @Test(
    .needsTmux, arguments: ["LINES=5 COLUMNS=7", "LINES=999 COLUMNS=999", "LINES=x COLUMNS=-3"])
  func `the size of the terminal counts, not what the environment says`(
    variables: String
  ) async throws {
    let terminal = try await Terminal()
    try await terminal.run("\(variables) retrograde '\(Self.program)' --at x=2,y=3")
    let frame = try Program.frame(Self.program, at: "x=2,y=3", columns: 80, rows: 24, keys: "")
    try await terminal.waits(until: .shows(frame: frame))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }

  @Test func `a terminal without a size is taken for the usual one`() throws {
    let terminal = try opened(columns: 0, rows: 0)
    try #require(terminal.shows("event 0/11"))
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    #expect(terminal.isRestored)
  }

  @Test func `a terminal of one cell can be left`() throws {
    let terminal = try opened(columns: 1, rows: 1)
    try #require(terminal.shows("t"))
    terminal.send("n?q")
    terminal.send("q")
    #expect(terminal.ending() == .exit(0))
    #expect(terminal.isRestored)
  }
}

/// Standard streams that are closed.
@Suite(.drivesPrograms) struct ClosedStreamTests {
  private func run(_ line: String) throws -> ProcessResult {
    try ProcessResult(running: ["/bin/bash", "-c", line], environment: Program.environment)
  }

  @Test func `a closed output is told`() throws {
    let result = try run("retrograde trace 'z = 2*x' --at x=3 >&-")
    #expect(result.code == 2)
    #expect(result.errors == "retrograde: cannot write: Bad file descriptor\n")
  }

  @Test func `a closed input is told`() throws {
    let result = try run("retrograde trace - <&-")
    #expect(result.code == 2)
    #expect(result.errors == "retrograde: cannot read standard input: Bad file descriptor\n")
  }

  @Test func `a folder as input is told`() throws {
    let result = try run("retrograde trace - </")
    #expect(result.code == 2)
    #expect(result.errors == "retrograde: cannot read standard input: Is a directory\n")
  }

  @Test func `closed errors are nobody's business`() throws {
    #expect(try run("retrograde trace 'z = x' 2>&-").code == 0)
    #expect(try run("retrograde trace 'z =' 2>&-").code == 2)
  }

  @Test func `a file does not get the number of a closed stream`() throws {
    let result = try run(
      """
      folder=$(mktemp -d) && cd "$folder"
      echo 'z = 2*x' > program.rg && retrograde trace program.rg --at x=3 <&- >&- 2>&-
      echo "$?" && cat program.rg && rm -r "$folder"
      """)
    #expect(result.output == "2\nz = 2*x\n")
  }
}
