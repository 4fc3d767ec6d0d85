import TextCanvas

/// Gives short runs of blanks the look of what stands before them: nobody sees it, and the terminal
/// need not be told to change colours twice.
///
/// ```
/// │   │ ││      Grey lines on blanks of no colour take 16 bytes of colours for each line,
///               as one run in grey 11 for all.
/// ```
/// Longer runs keep their own look, in which a terminal can clear them at once.
enum BlankRuns {
  /// The most blanks that cost no more than to change the colour, to clear them, to go behind them and
  /// to change the colour back; a terminal that can repeat a character gets them for six bytes.
  private static let longest = 32

  /// A row as it is written.
  static func joined(_ row: ArraySlice<Cell>) -> [Cell] {
    var cells = Array(row)
    var index = 0
    while index < cells.count {
      guard cells[index].isInvisible else {
        index += 1
        continue
      }
      let end = cells[index...].firstIndex { !$0.isInvisible } ?? cells.count
      let style = index > 0 && end - index <= longest ? cells[index - 1].style : .plain
      let blank = Cell(style: style.showsNothingOnBlanks ? style : .plain)
      for place in index..<end { cells[place] = blank }
      index = end
    }
    return cells
  }
}

extension Cell {
  /// Whether nothing is seen of the cell, whatever its foreground.
  fileprivate var isInvisible: Bool {
    arms.isEmpty && style.showsNothingOnBlanks && character == " "
  }
}

extension Style {
  /// Whether a blank in this style looks like any other blank.
  fileprivate var showsNothingOnBlanks: Bool {
    background == .terminal && attributes.isDisjoint(with: [.underline, .reverse])
  }
}
