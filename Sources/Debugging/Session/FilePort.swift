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
    /// What is wrong, in one sentence.
    package let message: String

    /// A fault in words.
    package init(_ message: String) {
      self.message = message
    }
  }

  /// Reads a whole file.
  package var read: @Sendable (_ path: String) throws(Problem) -> String
  /// Reads the value of a node from a file that holds arrays, such as `@batch.npy`.
  package var value: @Sendable (_ file: String, _ node: String) throws(Problem) -> FileValue
  /// How an ordinary file begins; `nil` when there is none, or nothing in it.
  package var beginning: @Sendable (_ path: String) -> String?
  /// Puts a text in place of a file, whole or not at all.
  package var write: @Sendable (_ text: String, _ path: String) throws(Problem) -> Void
  /// Reads a program once more, as its command line says.
  package var open: @Sendable (_ program: RecentProgram) throws(Problem) -> OpenedProgram
  /// Remembers what was opened, as far as that can be kept.
  package var remember: @Sendable (_ program: RecentProgram) -> Void
  /// Keeps how far somebody has come with a lesson, as far as that can be kept.
  package var keepProgress: @Sendable (_ text: String, _ lesson: String) -> Void

  /// Files that are read, written and looked into in the given ways.
  package init(
    read: @escaping @Sendable (_ path: String) throws(Problem) -> String,
    value: @escaping @Sendable (_ file: String, _ node: String) throws(Problem) -> FileValue =
      { file, _ throws(Problem) in throw Problem("cannot read '\(file)' here") },
    beginning: @escaping @Sendable (_ path: String) -> String? = { _ in nil },
    write: @escaping @Sendable (_ text: String, _ path: String) throws(Problem) -> Void,
    open: @escaping @Sendable (_ program: RecentProgram) throws(Problem) -> OpenedProgram =
      { program throws(Problem) in throw Problem("cannot open '\(program.title)' here") },
    remember: @escaping @Sendable (_ program: RecentProgram) -> Void = { _ in },
    keepProgress: @escaping @Sendable (_ text: String, _ lesson: String) -> Void = { _, _ in }
  ) {
    self.keepProgress = keepProgress
    self.read = read
    self.value = value
    self.beginning = beginning
    self.write = write
    self.open = open
    self.remember = remember
  }

  /// No files at all.
  package static let none = FilePort(
    read: { path throws(Problem) in throw Problem("cannot read '\(path)' here") },
    write: { _, path throws(Problem) in throw Problem("cannot write '\(path)' here") })
}
