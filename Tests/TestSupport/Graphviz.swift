import Foundation

/// Graphviz, where it is installed: the judge of what is written in its language.
package enum Graphviz {
  private static let path = ["/usr/bin/dot", "/usr/local/bin/dot"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  package static var isInstalled: Bool { path != nil }

  /// What `dot` makes of a source: its picture, what it says, and whether it could read it.
  package static func draw(_ source: String) throws -> (
    picture: String, messages: String, accepted: Bool
  ) {
    let run = try Process.output(of: path ?? "dot", ["-Tsvg"], input: source)
    return (run.output, run.errors, run.status == 0)
  }
}

extension Process {
  /// Runs a program with a text as its input and returns what it wrote.
  ///
  /// Input and answers go through files, so that no side can block the other.
  static func output(
    of path: String, _ arguments: [String], input: String
  ) throws -> (output: String, errors: String, status: Int32) {
    let folder = try FileManager.default.url(
      for: .itemReplacementDirectory, in: .userDomainMask,
      appropriateFor: FileManager.default.temporaryDirectory, create: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0) }
    try input.write(to: files[0], atomically: false, encoding: .utf8)
    for file in files[1...] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return (
      try String(contentsOf: files[1], encoding: .utf8),
      try String(contentsOf: files[2], encoding: .utf8), process.terminationStatus
    )
  }
}
