import Foundation
import TestSupport

/// A tmux server of its own with one window, which goes with this object.
///
/// It reads no configuration and shares neither socket nor environment with a server of the user.
final class Tmux: Sendable {
  /// The folder the server and the programs in it may write to; it is their home as well.
  let folder: String
  private let path: String
  private let environment: [String: String]

  /// Whether the tests can run at all; `make test` installs it.
  static var isInstalled: Bool { ChildProcess.installed("tmux") != nil }

  init(
    running command: [String], columns: Int, rows: Int, environment: [String: String]
  ) throws {
    path = try ChildProcess.installed("tmux").orThrow("tmux is not installed")
    folder = try Self.makeFolder()
    let own = ["HOME": folder, "TMUX_TMPDIR": folder, "SHELL": "/bin/sh"]
    self.environment = own.merging(environment) { _, new in new }
    do {
      // A status line would take a row away.
      try tell(
        "start-server", ";", "set", "-g", "status", "off", ";", "set", "-g", "default-terminal",
        "tmux-256color", ";", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
        folder, "--", arguments: command)
    } catch {
      Self.remove(folder)
      throw error
    }
  }

  deinit {
    _ = try? tell("kill-server")
    Self.remove(folder)
  }

  /// Gives the server a command and returns its answer.
  @discardableResult func tell(_ words: String..., arguments: [String] = []) throws -> String {
    try tell(words + arguments)
  }

  private func tell(_ words: [String]) throws -> String {
    let result = try ProcessResult(
      running: [path, "-u", "-L", "retrograde", "-f", "/dev/null"] + words,
      environment: environment)
    guard result.code == 0 else {
      throw DriverFailure("tmux \(words.joined(separator: " ")): \(result.errors)")
    }
    return result.output
  }

  private static func makeFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "retrograde-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  private static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
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
