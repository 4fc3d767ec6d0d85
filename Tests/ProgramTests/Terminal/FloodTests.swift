import Basics
import Glibc
import TestSupport
import Testing

/// What nobody types: megabytes of text and of nonsense, in a terminal or out of a pipe.
@Suite(.drivesPrograms) struct FloodTests {
  /// The program in a folder of its own, which goes with it: among keys at random are those that
  /// save.
  private func opened(in folder: TemporaryFolder) throws -> PseudoTerminal {
    let environment = Program.environment.merging(["HOME": folder.path]) { $1 }
    let terminal = try PseudoTerminal(
      running: ["/bin/sh", "-c", "cd && exec retrograde 'z = x*y + sin(x)'"],
      environment: environment, columns: 80, rows: 24)
    try #require(terminal.shows("event 0/11"))
    return terminal
  }

  /// Ten megabytes.
  private static let size = 10_000_000

  /// Text as somebody might copy it, without what ends a program.
  private static let text = Array(
    [[UInt8]](repeating: Array("x + sin(y) é * \r\n".utf8), count: size / 17).joined())

  /// All bytes in any order, except those that leave or stop the program: q, Ctrl-C and Ctrl-Z.
  private static func nonsense(_ count: Int) -> [UInt8] {
    var random = SplitMix64(seed: 5)
    return (0..<count).map { _ in
      let byte = UInt8(truncatingIfNeeded: random.next())
      return [UInt8(ascii: "q"), 3, 26].contains(byte) ? 0 : byte
    }
  }

  private static let paste = (start: Array("\u{1B}[200~".utf8), end: Array("\u{1B}[201~".utf8))

  @Test(arguments: ["", "e", ":"])
  func `ten megabytes pasted are taken or refused, and then it listens`(opening: String) throws {
    let folder = try TemporaryFolder()
    let terminal = try opened(in: folder)
    terminal.send(opening)
    #expect(terminal.pour(Self.paste.start + Self.text + Self.paste.end))
    try expectListening(terminal)
  }

  @Test(arguments: ["", "e"])
  func `a paste of nonsense does no harm`(opening: String) throws {
    let folder = try TemporaryFolder()
    let terminal = try opened(in: folder)
    terminal.send(opening)
    #expect(terminal.pour(Self.paste.start + Self.nonsense(1_000_000) + Self.paste.end))
    try expectListening(terminal)
  }

  @Test func `text typed into a prompt without an end is refused after a while`() throws {
    let folder = try TemporaryFolder()
    let terminal = try opened(in: folder)
    terminal.send("e")
    #expect(terminal.pour(Self.text.filter { $0 != 13 && $0 != 10 }))
    try expectListening(terminal)
  }

  @Test func `sequences cut in half swallow no key for long`() throws {
    let folder = try TemporaryFolder()
    let terminal = try opened(in: folder)
    for piece in ["\u{1B}[", "\u{1B}]52;", "\u{1B}P", "\u{1B}[200", "\u{1B}O", "\u{1B}[12;"] {
      #expect(terminal.pour(Array(repeating: Array(piece.utf8), count: 1000).flatMap { $0 }))
    }
    try expectListening(terminal)
  }

  @Test func `keys at random, as many as come`() throws {
    let folder = try TemporaryFolder()
    let terminal = try opened(in: folder)
    #expect(terminal.pour(Self.nonsense(200_000)))
    try expectListening(terminal)
  }

  /// It does nothing by itself any more, answers, and can be left.
  private func expectListening(_ terminal: PseudoTerminal) throws {
    // What has started and has no end is given up after two seconds. Ctrl-C leaves what is open or
    // interrupts what runs, and at last the program; one that is pressed before swallows it.
    var ending = PseudoTerminal.Ending.running
    let deadline = ContinuousClock.now.advanced(by: .patience)
    while ending == .running, ContinuousClock.now < deadline {
      terminal.send("\u{3}")
      ending = terminal.ending(within: .seconds(3))
    }
    #expect(ending == .exit(0))
    #expect(terminal.isRestored)
  }

  @Test func `a program of ten megabytes is refused in time`() throws {
    let result = try ProcessResult(
      running: [
        "/bin/bash", "-c", "head -c 10000000 /dev/zero | tr '\\0' '+' | retrograde trace -",
      ],
      environment: Program.environment)
    #expect(result.code == 2)
    #expect(result.errors.count < 2000)
  }
}
