import Foundation
import TestSupport

/// A tmux server of its own with one window, which goes with this object, or with the tests.
///
/// It reads no configuration and shares neither socket nor environment with a server of the user.
final class Tmux: Sendable {
  /// The folder the server and the programs in it may write to; it is their home as well.
  let folder: String
  private let path: String
  private let environment: [String: String]
  private let watchman: Watchman

  init(
    running command: [String], columns: Int, rows: Int, environment: [String: String]
  ) throws {
    path = try ChildProcess.installed("tmux").orThrow("tmux is not installed")
    folder = try Self.makeFolder()
    let own = ["HOME": folder, "TMUX_TMPDIR": folder, "SHELL": "/bin/sh"]
    self.environment = own.merging(environment) { _, new in new }
    watchman = try Watchman(
      runningAtEnd: #""$@" kill-server; rm -rf "$TMUX_TMPDIR""#, [path] + Self.options,
      environment: self.environment)
    // A status line would take a row away.
    try tell(
      "start-server", ";", "set", "-g", "status", "off", ";", "set", "-g", "default-terminal",
      "tmux-256color", ";", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
      folder, "--", arguments: command)
  }

  private static let options = ["-u", "-L", "retrograde", "-f", "/dev/null"]

  /// Gives the server a command and returns its answer.
  @discardableResult func tell(_ words: String..., arguments: [String] = []) throws -> String {
    try tell(words + arguments)
  }

  private func tell(_ words: [String]) throws -> String {
    let result = try ProcessResult(
      running: [path] + Self.options + words, environment: environment)
    guard result.code == 0 else {
      throw DriverFailure("tmux \(words.joined(separator: " ")): \(result.errors)")
    }
    return result.output
  }

  /// The path of the server's socket, which lies in here, may have no more than a hundred characters.
  private static func makeFolder() throws -> String {
    let usual = FileManager.default.temporaryDirectory.path
    let parent = usual.utf8.count <= 60 ? usual : "/tmp"
    let folder = URL(filePath: parent)
      .appending(path: "retrograde-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    return folder.path
  }
}

/// Something in the driver went wrong, or what a test waited for did not come.
struct DriverFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description.inASCII }
}

extension Optional {
  func orThrow(_ reason: String) throws -> Wrapped {
    guard let self else { throw DriverFailure(reason) }
    return self
  }
}
