import Foundation
import Testing

/// Sessions and start-up files on disk.
@Suite struct KeptSessionTests {
  /// Runs the body with a folder that is removed afterwards.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "retrograde-tests-" + UUID().uuidString)
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

  @Test func `a session in single precision continues in it`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "kept").path
      let first = CommandRun(
        ["--plain", "a = x*y; z = exp(a)", "--at", "x=0.1,y=3", "--precision", "single"],
        input: "set a 0.7\nset y 890\nrelease a\ngoto 4\nsave \(path)\nquit")
      #expect(first.code == 0, "\(first.errors)")
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      #expect(kept.contains("\nsingle\n| "))
      let second = CommandRun(["--session", path, "--plain"], input: "print a\nprint z\nq")
      #expect(second.code == 0, "\(second.errors)")
      #expect(second.output.contains("in single precision"))
      #expect(second.output.contains("a = 89\nz = ∞\n"))
    }
  }

  @Test func `a file that cannot be written or read is an error, and the rest is done`() throws {
    let commands = [
      "save /nowhere/at/all", "export svg /nowhere/at/all", "source /nowhere/at/all",
      "save /dev/full",
    ]
    for (number, command) in commands.enumerated() {
      for isOption in [true, false] {
        let run = CommandRun(
          ["--plain", "z = 2*x", "--at", "x=\(number)"] + (isOption ? ["--command", command] : []),
          input: (isOption ? "" : command + "\n") + "G\nprint z")
        #expect(run.code == 2)
        #expect(run.output.contains("z = \(2 * number)"))
        #expect(!run.output.contains("/nowhere") && !run.output.contains("/dev/full"))
        let reason =
          command.contains("full") ? "/dev/full" : "/nowhere/at/all': No such file"
        #expect(run.errors.contains(reason) || run.errors.contains("/nowhere/at/all: cannot be"))
      }
    }
    let missing = CommandRun(["--session", "/nowhere/at/all", "--plain"])
    #expect(missing.code == 2)
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "other").path
      try "z = x".write(toFile: path, atomically: true, encoding: .utf8)
      let other = CommandRun(["--session", path, "--plain"])
      #expect(other.code == 2)
      #expect(other.errors.contains("is not a session"))
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
      #expect(run.output.contains("1  a NaN or ∞ originates  1 hit"))
    }
  }

  @Test func `a file of commands is done line by line`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "commands").path
      try "goto 3\nbreak x\nsource other\n".write(toFile: path, atomically: true, encoding: .utf8)
      let run = CommandRun(["--plain", "z = x*x", "--at", "x=2"], input: "source \(path)\nlist")
      #expect(run.code == 2)
      #expect(run.errors.contains("\(path):3: a command file cannot source another one"))
      #expect(run.output.contains("z = x*x: value 4, adjoint 1"))
    }
  }

  @Test(arguments: ["source", "--command"])
  func `commands are answered as if they were typed, wherever they come from`(way: String) throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "commands").path
      try "G\nprint z\nprint nothing\nadj x\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      let run =
        way == "source"
        ? CommandRun(["--plain", "z = x*x", "--at", "x=3"], input: "source \(path)\nprint x")
        : CommandRun(
          ["--plain", "z = x*x", "--at", "x=3", "--command", "source \(path)"], input: "print x")
      #expect(run.code == 2)
      #expect(run.output.contains("z = 9\nadj(x) = 6\nx = 3\n"))
      #expect(run.errors.contains("\(path):3: "))
      #expect(run.errors.contains("no node is called 'nothing'"))
    }
  }

  @Test func `commands with files work with --command, in their order`() throws {
    try withFolder { (folder: URL) throws in
      let (session, picture) = ("\(folder.path)/session", "\(folder.path)/picture")
      let run = CommandRun(
        [
          "--plain", "z = x*x", "--command",
          "set x 3; save \(session); export svg \(picture); set x 4",
        ])
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.contains("saved to \(session)\nwritten to \(picture)\n"))
      #expect(try String(contentsOfFile: session, encoding: .utf8).contains("| x = 3\n"))
      #expect(try String(contentsOfFile: picture, encoding: .utf8).hasPrefix("<svg"))
    }
  }

  @Test func `what is no session, or no picture, is replaced only on demand`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "notes").path
      for (command, cure) in [
        ("save \(path)", "save! \(path)"), ("export svg \(path)", "export! svg \(path)"),
      ] {
        try "my notes".write(toFile: path, atomically: true, encoding: .utf8)
        let refused = CommandRun(["--plain", "z = x"], input: command)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("\(cure) replaces it"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "my notes")
        #expect(CommandRun(["--plain", "z = x"], input: cure).code == 0)
        // What is one by now is replaced without a question.
        #expect(CommandRun(["--plain", "z = 2*x"], input: command).code == 0)
      }
      try "".write(toFile: path, atomically: true, encoding: .utf8)
      #expect(CommandRun(["--plain", "z = x"], input: "save \(path)").code == 0)
    }
  }

  @Test func `a session reads and writes no other files`() throws {
    try withFolder { (folder: URL) throws in
      let path = folder.appending(path: "session").path
      try "# retrograde session 1\n| z = x\nsave \(path).other\nsource \(path)\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      let run = CommandRun(["--plain", "--session", path], input: "print x")
      #expect(run.code == 2)
      #expect(run.errors.contains("cannot write '\(path).other' here"))
      #expect(run.errors.contains("\(path):4: a command file cannot source another one"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["session"])
    }
  }

  @Test(arguments: ["a pipe", "a folder", "a device"])
  func `a start-up file that is no file is refused, and not waited for`(kind: String) throws {
    try withFolder { (folder: URL) throws in
      let own = folder.appending(path: "retrograde")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      let path = own.appending(path: "startup").path
      switch kind {
      case "a pipe": #expect(mkfifo(path, 0o600) == 0)
      case "a folder":
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      default:
        try FileManager.default.createSymbolicLink(
          atPath: path, withDestinationPath: "/dev/zero")
      }
      let run = CommandRun(
        ["--plain", "z = x"], environment: ["XDG_CONFIG_HOME": folder.path])
      #expect(run.code == 2)
      #expect(run.errors.contains("'\(path)': it is not a regular file"))
    }
  }
}
