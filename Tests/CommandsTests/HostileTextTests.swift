import Basics
import Foundation
import TestSupport
import Testing
import TextCanvas

/// Whatever stands in files and arguments, nothing reaches a terminal that it would obey.
@Suite struct HostileTextTests {
  /// A window title, a colour, both once more in eight-bit controls, every other control character,
  /// all that turns the direction of writing, and a line that looks like one of ours.
  static let text: String = {
    let codes: [ClosedRange<UInt32>] = [
      1...9, 0xB...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E,
      0x2066...0x2069,
    ]
    let scalars = codes.joined().compactMap { Unicode.Scalar($0) }
    return "x\u{1B}]0;title\u{7}\u{1B}[31m\u{9D}0;title\u{9C}\u{9B}31m"
      + String(String.UnicodeScalarView(scalars)) + "\nFORGED"
  }()

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.url.path + "/" + name
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// The text as JSON has it.
  private static func json(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  /// A graph in which everything that can have a name has this one.
  private func graph() throws -> String {
    let names = try ["x", "product", "sum", "group"].map { try Self.json(Self.text + $0) }
    return try file(
      "graph.json",
      """
      {"version": 1, "outputs": [3], "groups": [{"name": \(names[3]), "parent": null}], "nodes": [
        {"name": \(names[0]), "operation": "input", "value": [0, 2]},
        {"operation": "constant", "value": 0.5},
        {"name": \(names[1]), "operation": "multiply", "operands": [0, 1], "group": 0},
        {"name": \(names[2]), "operation": "sum", "operands": [2], "expected": {"value": 1.5}}]}
      """)
  }

  private func expectHarmless(
    _ run: CommandRun, mayForge: Bool = false, _ place: SourceLocation = #_sourceLocation
  ) {
    for text in [run.output, run.errors] {
      let found = text.unicodeScalars.filter {
        $0.steersTerminals && $0 != "\n" && $0 != "\t"
      }
      let codes = found.prefix(5).map { String($0.value, radix: 16) }
      #expect(codes.isEmpty, "controls \(codes)", sourceLocation: place)
      let forged = text.split(separator: "\n").contains { $0.hasPrefix("FORGED") }
      #expect(mayForge || !forged, sourceLocation: place)
    }
    #expect(!run.output.isEmpty || !run.errors.isEmpty, sourceLocation: place)
  }

  @Test(arguments: [
    "trace", "trace --format csv", "trace --format json", "trace --events", "trace --mode both",
    "trace --events --format csv", "trace --events --format json",
    "check", "check --format json", "check --sweep",
    "export --format dot", "export --format mermaid", "export --format svg", "export --format json",
    "export --format latex", "export --format markdown", "export --format adjoint",
    "export --format tangent",
    "render --keys 'G A'", "render --keys 'G W' --format svg", "render --keys 'G y'",
  ])
  func `names in a graph, in every format`(command: String) throws {
    let words = command.shellWords
    let run = CommandRun([words[0], try graph()] + words.dropFirst())
    // A trace names the number that is not what the graph expects.
    let differs = words[0] == "trace" && !words.contains("--events")
    #expect(run.code == (differs ? 1 : 0), "\(run.errors)")
    expectHarmless(run)
  }

  @Test func `a file that export writes`() throws {
    for format in ["dot", "mermaid", "svg", "json", "latex", "markdown", "adjoint"] {
      let path = folder.url.path + "/written"
      let run = CommandRun(["export", try graph(), "--format", format, "-o", path])
      #expect(run.code == 0, "\(run.errors)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(!text.unicodeScalars.contains { $0.steersTerminals && $0 != "\n" && $0 != "\t" })
    }
  }

  @Test func `names in a graph that is exported and read again are the same`() throws {
    let first = CommandRun(["export", try graph(), "--format", "json"]).output
    let path = try file("again.json", first)
    #expect(CommandRun(["export", path, "--format", "json"]).output == first)
  }

  @Test func `names in a graph, line by line, with every question`() throws {
    let commands = [
      "n", "s", "G", "list", "info program", "info breaks", "W", "A", "P", "D", "R", "J", "L", "M",
      "y", "check", "dual", "swell", "hvp", "o", "derivative", "list", "o", "find x", "b", "w",
      "info breaks", "info watches", "undo", "paths", "reach", "costs",
    ]
    let run = CommandRun(["--plain", try graph()], input: commands.joined(separator: "\n"))
    expectHarmless(run)
  }

  @Test func `what is typed, line by line`() throws {
    let text = Self.text.split(separator: "\n")[0]
    let commands = [
      text, "print \(text)", "watch \(text)", "break \(text)", "set \(text) 1", "set x \(text)",
      "find \(text)", "select \(text)", "edit \(text)", "help \(text)", "goto \(text)",
      "save /nowhere/\(text)", "source /nowhere/\(text)", "export \(text) \(text)",
      "export svg /nowhere/\(text)", "nudge x \(text)", "seed \(text) 1", "hvp \(text)",
      "edit z = x # \(text)", "info program", "save \(folder.url.path)/\(text)",
      "edit z = '\(text)'", "unwatch \(text)", "delete \(text)", "set notation \(text)",
    ].map { String($0) }
    let run = CommandRun(["--plain", "z = x*y"], input: commands.joined(separator: "\n"))
    #expect(run.code == 2)
    expectHarmless(run)
  }

  @Test(arguments: [
    "trace HOSTILE", "trace /HOSTILE.rg", "trace 'z = x + HOSTILE'", "trace x --at x=HOSTILE",
    "trace x --output HOSTILE", "trace x --mode forward --wrt HOSTILE", "trace x --format HOSTILE",
    "trace x --HOSTILE", "HOSTILE x", "help HOSTILE", "examples HOSTILE", "completions HOSTILE",
    "check HOSTILE", "export x --format HOSTILE", "export x --format dot -o /nowhere/HOSTILE",
    "render x --keys HOSTILE", "render x --size HOSTILE", "render x --command HOSTILE",
    "--plain x --command HOSTILE", "--plain --session HOSTILE", "data info --data HOSTILE",
    "data fetch --to /dev/null/HOSTILE --mirror file:///HOSTILE", "data HOSTILE",
    "train --headless --layers HOSTILE", "train --headless --resume HOSTILE",
    "train --headless --data HOSTILE", "train --headless --data synthetic:HOSTILE",
    "train --headless --labels HOSTILE", "train --headless --activation HOSTILE",
    "render train --steps HOSTILE", "train --compare HOSTILE",
  ])
  func `arguments`(command: String) {
    let words = command.shellWords.map { $0.replacingOccurrences(of: "HOSTILE", with: Self.text) }
    expectHarmless(CommandRun(words), mayForge: true)
  }

  @Test func `files with such a name, and such text in them`() throws {
    let name = Self.text.replacingOccurrences(of: "/", with: "")
    let contents = [
      (".json", "{\"version\": 1, \"nodes\": [{\"operation\": \(try Self.json(name))}]}"),
      (".json", "{\"\(name)\": 1}"), (".json", "{\"nodes\": \(name)}"),
      (".rg", "z = \(name)"), (".rg", "f(\(name)) = 1\nz = f(2)"), (".rg", "z = x # \(name)"),
    ]
    for (ending, text) in contents {
      let path = try file(name + ending, text)
      for command in ["trace", "check", "render"] {
        expectHarmless(CommandRun([command, path]), mayForge: true)
      }
      expectHarmless(CommandRun(["--plain", path]), mayForge: true)
    }
    let session = try file("session", "# retrograde session 1\n\(name)\n| z = x")
    expectHarmless(CommandRun(["--plain", "--session", session]))
  }

  @Test func `logs, labels and tensors`() throws {
    let line = Self.text.split(separator: "\n")[0]
    let log = try file("log.csv", "epoch,step,seconds,trainLoss\n1,1,\(line),1\n1,2,3,4\n")
    expectHarmless(CommandRun(["train", "--compare", log]))
    let other = try file("log.jsonl", "{\"epoch\": \(try Self.json(Self.text))}\n{}\n")
    expectHarmless(CommandRun(["train", "--compare", other]))

    let header = """
      {"__metadata__": {\(try Self.json(Self.text)): \(try Self.json(Self.text))}, \
      \(try Self.json(Self.text + ".weight")): {"dtype": \(try Self.json(Self.text)), \
      "shape": [1], "data_offsets": [0, 4]}}
      """
    let length = (0..<8).map { UInt8(header.utf8.count >> (8 * $0) & 0xFF) }
    let tensors = folder.url.appending(path: "weights.safetensors")
    try Data(length + Array(header.utf8) + [0, 0, 0, 0]).write(to: tensors)
    expectHarmless(CommandRun(["train", "--headless", "--resume", tensors.path]))

    for (part, count) in [("train", 4), ("t10k", 2)] as [(String, UInt8)] {
      try Data([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 1, 0, 0, 0, 1] + (0..<count)).write(
        to: folder.url.appending(path: "\(part)-images-idx3-ubyte"))
      try Data([0, 0, 8, 1, 0, 0, 0, count] + (0..<count)).write(
        to: folder.url.appending(path: "\(part)-labels-idx1-ubyte"))
    }
    _ = try file("labels.txt", "\(line)\nb\nc\nd\ne\nf\ng\nh\ni\nj\n")
    let run = CommandRun(["data", "info", "--data", folder.url.path])
    #expect(run.code == 0, "\(run.errors)")
    expectHarmless(run)
  }
}
