import Basics
import Glibc

/// Folders of the system.
enum Folders {
  /// Why a folder could not be made.
  struct Problem: Error {
    let path: String
    /// In the system's words.
    let reason: String
  }

  /// Where the program keeps what it remembers: `$XDG_STATE_HOME/retrograde`, by default below
  /// `~/.local/state`; `nil` where there is no home.
  static func state(in environment: [String: String]) -> String? {
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      return folder + "/retrograde"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/retrograde"
  }

  /// Makes a folder and those it lies in, as far as they are missing.
  static func make(_ path: String, mode: mode_t = 0o777) throws(Problem) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(part) : "/" + part
      guard mkdir(made, mode) == 0 || errno == EEXIST else {
        throw Problem(path: made, reason: systemMessage())
      }
    }
    guard access(path, W_OK) == 0 else { throw Problem(path: path, reason: systemMessage()) }
  }
}
