extension StyledText {
  /// The line over as many lines as it takes, broken at spaces where it can be; what follows a
  /// break is indented deeper than the line, by two columns or as many as `deeper` says.
  ///
  /// `   = 1 · (-1.2346e5) = -1.2346e5` in 24 columns:
  /// ```
  ///    = 1 · (-1.2346e5)
  ///      = -1.2346e5
  /// ```
  ///
  /// - Complexity: O(n) in the length of the line.
  package func wrapped(toColumns columns: Int, deeper: Int = 2) -> [StyledText] {
    var rest = styledCharacters[...]
    let indent = min(rest.prefix { $0.character == " " }.count + deeper, max(columns / 2, 0))
    var start = StyledText("")
    var room = columns
    var lines: [StyledText] = []
    while true {
      let end = Self.breakIndex(of: rest, columns: room)
      lines.append(
        rest[..<end].reduce(into: start) { line, next in line.append(next.character, next.role) })
      rest = rest[end...].drop { $0.character == " " }
      guard !rest.isEmpty else { return lines }
      (start, room) = (StyledText(String(repeating: " ", count: indent)), columns - indent)
    }
  }

  /// Where a line of at most `columns` ends: before the last space that fits, which is not one of
  /// those at its start, or else in the middle of a word.
  private static func breakIndex(of line: ArraySlice<StyledCharacter>, columns: Int) -> Int {
    var end = line.startIndex
    var used = 0
    while end < line.endIndex {
      used += String(line[end].character).columns
      if used > columns { break }
      end += 1
    }
    guard end < line.endIndex else { return end }
    let start = line.firstIndex { $0.character != " " } ?? line.startIndex
    let space = line[start..<max(end + 1, start)].lastIndex { $0.character == " " }
    return space ?? max(end, start + 1)
  }

  private var styledCharacters: [StyledCharacter] {
    parts.flatMap { part in part.text.map { StyledCharacter($0, part.role) } }
  }
}

/// A character and what it means.
private struct StyledCharacter {
  let character: Character
  let role: Role

  init(_ character: Character, _ role: Role) {
    self.character = character
    self.role = role
  }
}
