import Foundation
import TestSupport
import Testing

/// Ctrl-C while the program works.
@Suite(.drivesPrograms) struct InterruptTests {
  private func opened(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: [Program.path] + arguments, environment: Program.environment, columns: 100, rows: 30)
  }

  @Test func `it belongs to the work, and later it quits`() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "retrograde-\(getpid())-recurrence.rg")
    try LargePrograms.recurrence(8000).write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let terminal = try opened([file.path()])
    try #require(terminal.shows("event 0/"))
    // H works for some time, elsewhere; the Ctrl-C that follows at once is for it.
    terminal.send("H\u{3}")
    #expect(terminal.until(.patience) { terminal.text.contains("stopped; nothing has changed") })
    #expect(terminal.comesToRest())
    terminal.send("?")
    #expect(terminal.shows("A run is a sequence of"))
    #expect(terminal.comesToRest())
    // Escape would wait for the rest of a sequence, and go together with the Ctrl-C.
    terminal.send("q")
    #expect(terminal.comesToRest())
    terminal.send("\u{3}")
    #expect(terminal.ending() == .exit(0))
    #expect(terminal.isRestored)
  }

  @Test func `with an edit that is not saved it asks as q does`() throws {
    let terminal = try opened(["z = x*y", "--at", "x=2,y=3"])
    try #require(terminal.shows("event 0/"))
    terminal.send(":edit z = 2*x\r")
    try #require(terminal.shows("the program is"))
    #expect(terminal.comesToRest())
    terminal.send("\u{3}")
    #expect(terminal.shows("is not saved"))
    #expect(terminal.comesToRest())
    terminal.send("\u{3}")
    #expect(terminal.ending() == .exit(0))
  }
}
