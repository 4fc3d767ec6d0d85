import Debugging
import Explorer
import Glibc
import Learning

/// The programs that were opened last, in a file of the user's: a line for each, the last first,
/// its words with tabs between them. Losing it loses nothing, so failures are not reported.
/// What a person works on is nobody else's business: only the user can read it.
struct RecentPrograms {
  /// How many are kept.
  private static let most = 6
  /// Longer programs are opened from files, and these are kept by their names.
  private static let longestLine = 4096

  /// `nil` where there is no home.
  let path: String?

  /// The file at its place: `$XDG_STATE_HOME/retrograde/recent`, by default below `~/.local/state`.
  init(in environment: [String: String]) {
    path = Folders.state(in: environment).map { $0 + "/recent" }
  }

  func read() -> [RecentProgram] {
    guard let path,
      let bytes = try? readFile(
        path, limit: Self.most * (Self.longestLine + 1), source: .ordinaryFile)
    else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return lines.prefix(Self.most).compactMap {
      RecentProgram(words: $0.split(separator: "\t").map(String.init))
    }
  }

  /// Puts a program first.
  func remember(_ program: RecentProgram) {
    let line = Self.line(program)
    guard let path, line.utf8.count <= Self.longestLine else { return }
    let others = read().map(Self.line).filter { $0 != line }
    let text = ([line] + others).prefix(Self.most).map { $0 + "\n" }.joined()
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    guard (try? Folders.make(folder, mode: 0o700)) != nil else { return }
    try? FileReplacement.write(Array(text.utf8), to: path, access: .ownerOnly)
  }

  private static func line(_ program: RecentProgram) -> String {
    program.words.map { word in
      String(word.map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }.joined(separator: "\t")
  }
}
