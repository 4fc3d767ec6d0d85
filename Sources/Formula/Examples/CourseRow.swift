/// A row of the course notes: a formula, figure, algorithm or example, and what shows it here.
///
/// The rows are in `assets/notes.md`, a table for each note.
package struct CourseRow: Hashable, Sendable {
  /// The heading of its table.
  package let note: String
  /// `2.10`.
  package let row: String
  /// What the notes say there.
  package let what: String
  /// What to type in a shell.
  package let command: String
  /// The keys to press then, as `--keys` writes them; empty for a command without a screen.
  package let keys: String
  /// What to look for; pieces of one answer with ` … ` between them.
  package let promise: String

  /// Whether the command shows the explorer, so that its last frame is what is looked at.
  package var needsScreen: Bool {
    let words = command.split(separator: " ").map(String.init)
    let others = [
      "trace", "check", "export", "render", "train", "examples", "operations", "data", "help",
    ]
    return words.count > 1 && !others.contains(words[1])
  }

  /// All rows, in the order of the notes.
  package static let all = rows(String(decoding: PackageResources.notes_md, as: UTF8.self))

  /// Reads the tables of a Markdown text.
  static func rows(_ text: String) -> [CourseRow] {
    var (note, rows) = ("", [CourseRow]())
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { note = String(line.dropFirst(3)) }
      let cells = cells(of: line)
      guard cells.count == 5, cells[0].first?.isNumber == true else { continue }
      rows.append(
        CourseRow(
          note: note, row: cells[0], what: cells[1], command: code(cells[2]),
          keys: code(cells[3]), promise: code(cells[4])))
    }
    return rows
  }

  /// The cells of a line of a table, in which `\|` is a bar.
  private static func cells(of line: Substring) -> [String] {
    guard line.hasPrefix("| "), line.hasSuffix(" |") else { return [] }
    let bar = "\u{1}"
    let text = line.dropFirst(2).dropLast(2).split(
      separator: "\\|", omittingEmptySubsequences: false
    )
    .joined(separator: bar)
    return text.split(separator: "|", omittingEmptySubsequences: false).map { cell in
      let words = cell.split(separator: " ", omittingEmptySubsequences: false)
      let bare = words.drop { $0.isEmpty }
      let end = bare.lastIndex { !$0.isEmpty } ?? bare.startIndex
      return bare.isEmpty
        ? "" : bare[...end].joined(separator: " ").split(separator: bar).joined(separator: "|")
    }
  }

  /// What stands between backticks.
  private static func code(_ cell: String) -> String {
    cell.count >= 2 && cell.hasPrefix("`") && cell.hasSuffix("`")
      ? String(cell.dropFirst().dropLast()) : cell
  }
}
