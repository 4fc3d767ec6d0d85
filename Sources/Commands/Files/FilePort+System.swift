import ArgumentParser
import Explorer

extension FilePort {
  /// The files of the system; a file is replaced whole or not at all.
  static let system = FilePort(
    read: { path throws(Problem) in
      do {
        let bytes = try readFile(path, limit: largest + 1)
        guard bytes.count <= largest else { throw Problem("'\(path)' is too large") }
        return String(decoding: bytes, as: UTF8.self)
      } catch let failure as Failure {
        throw Problem(failure.message)
      } catch {
        throw error as? Problem ?? Problem("\(error)")
      }
    },
    write: { text, path throws(Problem) in
      do {
        try OutputFile.write(to: path) { try $0(text) }
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
    remember: { RecentPrograms(in: Console.current.environment).remember($0) })

  /// The most bytes that a file of commands may have.
  private static let largest = 16 << 20
}
