import ArgumentParser
import Debugging
import Explorer
import Formula
import Glibc

extension FilePort {
  /// The files of the system; a file is replaced whole or not at all.
  static let system = FilePort(
    read: { path throws(Problem) in try text(of: path, .present) },
    value: { file, node throws(Problem) in
      do throws(FormulaFailure) {
        return try FileValue(file, for: node)
      } catch {
        throw Problem(error.report)
      }
    },
    beginning: { startOfFile(at: $0) },
    write: { text, path throws(Problem) in
      do {
        try OutputFile.write(to: path, waitsForReader: false) { try $0(text) }
      } catch {
        throw Problem((error as? Failure)?.message ?? "\(error)")
      }
    },
    open: { program throws(Problem) in
      do {
        return try ExploreCommand.opened(by: program.words)
      } catch {
        throw Problem((error as? Failure)?.message ?? ExploreCommand.message(for: error))
      }
    },
    remember: { RecentPrograms(in: Console.current.environment).remember($0) },
    keepProgress: { LessonRecords(in: Console.current.environment).keep($0, lesson: $1) })

  /// The text of a file of commands.
  static func text(of path: String, _ source: ReadableSource) throws(Problem) -> String {
    do {
      let bytes = try readFile(path, limit: largest + 1, source: source)
      guard bytes.count <= largest else { throw Problem("'\(path)' is too large") }
      return String(decoding: bytes, as: UTF8.self)
    } catch let failure as Failure {
      throw Problem(failure.message)
    } catch {
      throw error as? Problem ?? Problem("\(error)")
    }
  }

  /// How an ordinary file begins that is not empty; one that cannot be read begins like no other.
  private static func startOfFile(at path: String) -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0 else {
      return nil
    }
    let bytes = (try? readFile(path, limit: 64, source: .ordinaryFile)) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The most bytes that a file of commands may have.
  private static let largest = 16 << 20
}
