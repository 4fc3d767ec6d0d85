package import Formula
import Presentation
import TextCanvas

/// A program that was read, or a session with one.
package enum OpenedProgram: Sendable {
  case program(Program)
  case session(SessionFile, path: String)
}

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
  /// Reads a program once more, as its command line says.
  package var open: @Sendable (_ program: RecentProgram) throws(Problem) -> OpenedProgram
  /// Remembers what was opened, as far as that can be kept.
  package var remember: @Sendable (_ program: RecentProgram) -> Void

  package init(
    read: @escaping @Sendable (_ path: String) throws(Problem) -> String,
    write: @escaping @Sendable (_ text: String, _ path: String) throws(Problem) -> Void,
    open: @escaping @Sendable (_ program: RecentProgram) throws(Problem) -> OpenedProgram =
      { program throws(Problem) in throw Problem("cannot open '\(program.title)' here") },
    remember: @escaping @Sendable (_ program: RecentProgram) -> Void = { _ in }
  ) {
    self.read = read
    self.write = write
    self.open = open
    self.remember = remember
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
        if let session = RecentProgram(session: path) { files.remember(session) }
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
