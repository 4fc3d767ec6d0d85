import Basics
import Glibc
import Learning

/// A file for what a command writes, replaced whole or not at all.
enum OutputFile {
  /// Puts what `body` writes into a file; after a failure the file is as it was.
  ///
  /// What cannot be replaced, such as `/dev/stdout` or a pipe, is written to as it is. A pipe that
  /// nobody reads is waited for, unless it must not be.
  static func write(
    to path: String, waitsForReader: Bool = true,
    _ body: (_ write: (String) throws -> Void) throws -> Void
  ) throws {
    var text = ""
    try body { text += $0 }
    guard !isDevice(path) else { return try writeDirectly(text, to: path, waitsForReader) }
    do {
      try FileReplacement.write(Array(text.utf8), to: path)
    } catch {
      throw Failure(.badInput, "\(error)")
    }
  }

  /// Whether the file can be written several times, the last time counting.
  static func isReplaceable(_ path: String) -> Bool { !isDevice(path) }

  /// Whether the path leads to something else than a file or a folder.
  private static func isDevice(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
  }

  private static func writeDirectly(
    _ text: String, to path: String, _ waitsForReader: Bool
  ) throws {
    let patience = waitsForReader ? 0 : O_NONBLOCK
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | patience)
    guard descriptor >= 0 else {
      throw Failure(.badInput, "\(path): cannot be written: \(systemMessage())")
    }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, O_APPEND)
    try Console.write(text, to: descriptor, called: path)
  }
}
