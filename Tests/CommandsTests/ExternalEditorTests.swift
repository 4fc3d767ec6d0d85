import Debugging
import Foundation
import TestSupport
import Testing

@testable import Commands

/// Editors that are commands of a shell, and what comes of them.
@Suite struct ExternalEditorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func edit(_ text: String, with command: String) -> Result<String, FilePort.Problem> {
    let editor = ExternalEditor(in: ["EDITOR": command, "TMPDIR": folder.path])
    return Result { () throws(FilePort.Problem) in try editor.edited(text) }
  }

  private var leftOver: [String] {
    get throws { try FileManager.default.subpathsOfDirectory(atPath: folder.path) }
  }

  @Test(arguments: [
    ("true", "z = x\n", "z = x\n"), ("true", "z = x", "z = x\n"),
    ("printf 'w = 2*x\\n' >", "z = x", "w = 2*x\n"),
    ("sed -i -e s/x/y/", "z = x  # φ", "z = y  # φ\n"), (": >", "z = x", ""),
    // A copy that an editor leaves behind goes, too.
    ("sed -i.bak -e s/x/y/", "z = x", "z = y\n"),
    // Ends in the name of the file, in quotes.
    ("f() { test -f \"$1\" && printf 'z = 1' > \"$1\"; }; f", "z = x", "z = 1"),
  ])
  func `what the file then holds comes back, and nothing is left of it`(
    _ command: String, _ text: String, _ expected: String
  ) throws {
    #expect(try edit(text, with: command).get() == expected)
    #expect(try leftOver.isEmpty)
  }

  @Test(arguments: [
    ("no-such-editor", "cannot run 'no-such-editor', set VISUAL or EDITOR to an editor"),
    ("false", "'false' ended with code 1"), ("exit 3 #", "'exit 3 #' ended with code 3"),
    ("kill -TERM $$ #", "'kill -TERM $$ #' was ended by signal 15"),
    ("kill -9 $$ #", "'kill -9 $$ #' was ended by signal 9"),
  ])
  func `an editor that fails leaves the program unchanged`(
    _ command: String, _ reason: String
  ) throws {
    let result = edit("z = x", with: command)
    #expect(result == .failure(FilePort.Problem("\(reason); the program is unchanged")))
    #expect(try leftOver.isEmpty)
  }

  @Test func `what was written before an editor failed is kept, and the message says where`() throws
  {
    let command = "f() { echo 'z = 5*x' > \"$1\"; return 2; }; f"
    guard case .failure(let problem) = edit("z = x", with: command) else {
      Issue.record("an editor that fails is no success")
      return
    }
    let file = try #require(try leftOver.first { $0.hasSuffix("program.rg") })
    #expect(
      problem.message == "'\(command)' ended with code 2; the program is unchanged, "
        + "what was written is in \(folder.path)/\(file)")
    #expect(try String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8) == "z = 5*x\n")
  }

  @Test func `a file that is gone, or is no text, is no program`() throws {
    #expect(
      edit("z = x", with: "rm")
        == .failure(FilePort.Problem("'rm' left no file; the program is unchanged")))
    guard case .failure(let problem) = edit("z = x", with: "printf '\\377' >") else {
      Issue.record("this is no text")
      return
    }
    #expect(problem.message.hasPrefix("the file is not UTF-8; the program is unchanged, what was"))
  }

  @Test func `only the user can read the file`() throws {
    let command =
      "f() { stat -c %a \"$1\" \"$(dirname \"$1\")\" > \"$1.tmp\"; mv \"$1.tmp\" \"$1\"; }; f"
    #expect(try edit("z = x", with: command).get() == "600\n700\n")
  }

  @Test func `VISUAL goes before EDITOR, and vi is the last`() {
    #expect(ExternalEditor(in: ["VISUAL": "a", "EDITOR": "b"]).command == "a")
    #expect(ExternalEditor(in: ["VISUAL": " ", "EDITOR": "b --wait"]).command == "b --wait")
    #expect(ExternalEditor(in: [:]).command == "vi")
    #expect(ExternalEditor(in: ["TMPDIR": ""]).temporaryFolder == "/tmp")
  }

  @Test func `where no file can be made, the reason is said`() {
    let editor = ExternalEditor(in: ["EDITOR": "true", "TMPDIR": "/dev/null"])
    let problem = #expect(throws: FilePort.Problem.self) { try editor.edited("z = x") }
    #expect(problem?.message == "cannot make a folder in '/dev/null': Not a directory")
  }
}
