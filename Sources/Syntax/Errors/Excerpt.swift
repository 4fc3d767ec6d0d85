package import Basics

/// A source line with carets under a span; of a long line, the part around the span.
package struct Excerpt {
  /// A character of the line, and what is drawn below it.
  private struct Cell {
    let character: Character
    let mark: Character
  }

  private var cells: [Cell] = []
  /// The place of the first caret among the cells.
  private var caret = 0
  private let isCutBefore: Bool
  private let isCutAfter: Bool

  /// Reads no more of a line than can be shown, for a line may be megabytes long.
  package init(of span: SourceSpan, related: SourceSpan?, in source: SourceText) {
    let line = source.bounds(ofLine: source.line(at: span.lowerBound))
    let start = min(span.lowerBound, line.upperBound)
    let end = min(max(span.upperBound, start), line.upperBound)
    let before = source.characterBoundary(at: max(line.lowerBound, start - Self.reach))
    let after = source.characterBoundary(at: min(line.upperBound, end + Self.reach))
    let spanEnd = min(end, source.characterBoundary(at: start + Self.reach))
    isCutBefore = before > line.lowerBound
    isCutAfter = after < line.upperBound || spanEnd < end

    append(source.text(from: before, to: start), mark: " ")
    if let related, related.upperBound <= start, related.lowerBound >= before {
      mark(source.text(from: before, to: related.lowerBound).count, with: "~")
    }
    caret = cells.count
    append(source.text(from: start, to: spanEnd), mark: "^")
    if spanEnd == end { append(source.text(from: end, to: after), mark: " ") }
    // A place between characters is shown at the next one, or after the last.
    if caret == cells.count { append(" ", mark: "^") }
    mark(caret, with: "^")
  }

  /// How many bytes on either side of the span are looked at.
  private static let reach = 1_024

  private mutating func append(_ text: String, mark: Character) {
    cells += text.map { Cell(character: $0.displayed, mark: mark) }
  }

  private mutating func mark(_ index: Int, with mark: Character) {
    guard cells.indices.contains(index) else { return }
    cells[index] = Cell(character: cells[index].character, mark: mark)
  }

  /// The line and the carets, each indented by two and at most `width` columns wide.
  package func text(width: Int) -> String {
    let shown = visible(width: max(width - 2, 20))
    var line = "  "
    var marks = "  "
    if shown.lowerBound > 0 || isCutBefore { (line, marks) = ("  ...", "     ") }
    for cell in cells[shown] {
      line.append(cell.character)
      marks += String(repeating: cell.mark, count: cell.character.columns)
    }
    if shown.upperBound < cells.count || isCutAfter { line += "..." }
    return line.withoutTrailingSpaces + "\n" + marks.withoutTrailingSpaces
  }

  /// The cells to show: all when they fit, else a part in which the caret stands in the middle.
  private func visible(width: Int) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.character.columns }
    if total <= width, !isCutBefore, !isCutAfter { return cells.indices }
    let room = width - 6
    var start = caret
    var used = 0
    while start > 0, used + cells[start - 1].character.columns <= room / 2 {
      start -= 1
      used += cells[start].character.columns
    }
    var end = start
    used = 0
    while end < cells.count, used + cells[end].character.columns <= room {
      used += cells[end].character.columns
      end += 1
    }
    return start..<end
  }
}

extension SourceText {
  /// The first offset from `offset` on that is not within a character's bytes.
  fileprivate func characterBoundary(at offset: Int) -> Int {
    // Text that is not UTF-8 may continue with such bytes forever; a character has three at most.
    let boundary = (offset..<offset + 3).first { (byte(at: $0) ?? 0) & 0xC0 != 0x80 }
    return min(boundary ?? offset, bytes.count)
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
