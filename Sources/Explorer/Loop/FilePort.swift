import Presentation
import TextCanvas

/// The way to files, for a run loop and for plain mode; in tests there are none.
package struct FilePort: Sendable {
  /// Why a file could not be read or written, in words.
  package struct Problem: Error, Hashable, Sendable {
    package let message: String

    package init(_ message: String) {
      self.message = message
    }
  }

  package var read: @Sendable (_ path: String) throws(Problem) -> String
  /// Puts a text in place of a file, whole or not at all.
  package var write: @Sendable (_ text: String, _ path: String) throws(Problem) -> Void

  package init(
    read: @escaping @Sendable (_ path: String) throws(Problem) -> String,
    write: @escaping @Sendable (_ text: String, _ path: String) throws(Problem) -> Void
  ) {
    self.read = read
    self.write = write
  }

  /// No files at all.
  package static let none = FilePort(
    read: { path throws(Problem) in throw Problem("cannot read '\(path)' here") },
    write: { _, path throws(Problem) in throw Problem("cannot write '\(path)' here") })
}

extension ExplorerModel {
  /// Does what an effect asks for with files, and shows what came of it; `false` for other effects.
  package mutating func perform(_ effect: Effect, with files: FilePort) -> [Effect]? {
    do throws(FilePort.Problem) {
      switch effect {
      case .save(let text, let path):
        try files.write(text, path)
        didSave(to: path)
        return []
      case .export(let text, let path):
        try files.write(text, path)
        notice = StyledText("written to \(path)", .success)
        return []
      case .readCommands(let path): return perform(commands: try files.read(path), from: path)
      default: return nil
      }
    } catch {
      fail(error.message)
      return []
    }
  }
}
