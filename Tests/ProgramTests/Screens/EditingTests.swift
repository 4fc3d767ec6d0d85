import Foundation
import TestSupport
import Testing

/// Editing programs of several lines, in the pane and in an editor of the user's own.
@Suite(.needsTmux, .drivesPrograms) struct EditingTests {
  /// The program in a terminal in which `edit` is the editor, a script of the shell with the file as its
  /// argument.
  private func opened(_ script: String, columns: Int = 80) async throws -> Terminal {
    let terminal = try await Terminal(columns: columns)
    let path = "\(terminal.folder)/edit"
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    try await terminal.run("EDITOR='sh \(path)' retrograde 'z = x*y + sin(x)' --at x=2,y=3")
    try await terminal.waits(until: .shows("event 0/11"))
    return terminal
  }

  @Test func `lines are typed, refused under their line, mended and applied`() async throws {
    let terminal = try await opened("true")
    try terminal.press("e C-u")
    try terminal.type("phi(t) =")
    try terminal.press("Enter")
    try terminal.type("u = t^2")
    try terminal.press("Enter")
    try terminal.type("tahn(u)")
    try terminal.press("Enter BSpace")
    try terminal.type("z = phi(x)")
    try await terminal.waits(until: .shows(" 4 z = phi(x)", "C-d to apply"))
    try terminal.press("C-d")
    try await terminal.waits(
      until: .shows(" 3   tahn(u)", "│      ^^^^", "no function is called 'tahn'"))
    try terminal.resize(columns: 100, rows: 30)
    try await terminal.waits(until: .shows("^^^^", "? help"))
    try terminal.press("Right Right DC DC n h C-d")
    try await terminal.waits(until: .hides("C-d to apply", "tahn"))
    try await terminal.waits(until: .shows("phi"))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }

  @Test func `an editor has the terminal, and its file becomes the program`() async throws {
    let terminal = try await opened(
      "echo 'the editor runs'; read answer; echo \"w = u*$answer\" > \"$1\"")
    let before = try terminal.state
    try terminal.press("n n")
    try terminal.type(":edit")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("the editor runs"))
    #expect(try terminal.state != before)
    try terminal.enter("7")
    try await terminal.waits(until: .shows("retrograde  w = u*7", "event 2/4"))
    #expect(try terminal.state.settings == before.settings)
    try terminal.press("n")
    try await terminal.waits(until: .shows("event 3/4"))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }

  @Test func `Ctrl-C is the editor's, and a failure is said`() async throws {
    let terminal = try await opened(
      "trap 'exit 4' INT; echo 'the editor runs'; while :; do sleep 0.05; done", columns: 120)
    try terminal.type(":edit")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("the editor runs"))
    try terminal.press("C-c")
    try await terminal.waits(until: .shows("ended with code 4; the program is unchanged"))
    try terminal.press("n")
    try await terminal.waits(until: .shows("event 1/11"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
  }

  @Test func `Ctrl-Z stops both, and fg brings both back`() async throws {
    let terminal = try await opened("echo 'the editor runs'; read answer; echo 'z = x' > \"$1\"")
    try terminal.type(":edit")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("the editor runs"))
    try terminal.press("C-z")
    try await terminal.waits(until: .shellHasTerminal)
    try await terminal.run("fg")
    try await terminal.waits(
      until: Terminal.Condition(words: "runs in front") { try !$0.shellHasTerminal })
    try terminal.enter("now")
    try await terminal.waits(until: .shows("retrograde  z = x", "event 0/"))
    try terminal.press("q q")
    try await terminal.expectsCode(0)
  }
}
