import Foundation
import Testing

/// Sessions and start-up files on disk.
@Suite struct KeptSessionTests {
  /// Runs the body with a folder that is removed afterwards.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func `what save keeps, --session opens`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "kept").path
      let first = CommandRun(
        ["--plain", "a = x*y; z = a + 1", "--at", "x=2,y=3"],
        input: "set y 5\nbreak a\nwatch adj(a)*a\ngoto 4\nsave \(path)\nquit")
      #expect(first.code == 0, "\(first.errors)")
      #expect(first.output.hasSuffix("saved to \(path)\n"))
      let second = CommandRun(
        ["--session", path, "--plain"], input: "info breaks\nprint a\nG\nsave\nq")
      #expect(second.code == 0, "\(second.errors)")
      #expect(second.output.contains("event 4/8: z = a + 1 = 10 + 1 = 11"))
      #expect(second.output.contains("1  events of a  0 hits"))
      #expect(second.output.contains("a = 10"))
      #expect(second.output.contains("watch 1: adj(a)*a = 10"))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files == ["kept"])
    }
  }

  @Test func `a file that cannot be written or read is told`() throws {
    let run = CommandRun(
      ["--plain", "z = x"], input: "save /nowhere/at/all\nsource /nowhere/at/all\nq")
    #expect(run.output.contains("/nowhere/at/all"))
    #expect(run.output.contains("cannot read '/nowhere/at/all': No such file or directory"))
    let missing = CommandRun(["--session", "/nowhere/at/all", "--plain"])
    #expect(missing.code == 2)
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "other").path
      try "z = x".write(toFile: path, atomically: true, encoding: .utf8)
      let other = CommandRun(["--session", path, "--plain"])
      #expect(other.code == 2)
      #expect(other.errors.contains("is no session"))
    }
  }

  @Test func `the start-up file is done first, then --command`() throws {
    try withFolder { (folder: URL) throws in
      let own = folder.appending(path: "retrograde")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try "# mine\nbreak nan\nset notation arrow\n".write(
        to: own.appending(path: "startup"), atomically: true, encoding: .utf8)
      let run = CommandRun(
        ["--plain", "z = log(x)", "--at", "x=0", "--command", "c"], input: "info breaks",
        environment: ["XDG_CONFIG_HOME": folder.path])
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("event 2/4: z = log(x) = log(0) = -∞"))
      #expect(run.output.contains("1  a NaN or ∞ is born  1 hit"))
    }
  }

  @Test func `a file of commands is done line by line`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "commands").path
      try "goto 3\nbreak x\nsource other\n".write(toFile: path, atomically: true, encoding: .utf8)
      let run = CommandRun(["--plain", "z = x*x", "--at", "x=2"], input: "source \(path)\nlist")
      #expect(run.output.contains("\(path):3: a file of commands cannot read another"))
      #expect(run.output.contains("z = x*x: value 4, adjoint 1"))
    }
  }
}
