import TextCanvas

/// What one character on a screen looks like.
///
/// Two blanks are equal when they look alike: the colour of a letter that is not there does not
/// count.
struct ShownCell: Hashable, CustomStringConvertible {
  var text: Character
  /// Colours by their numbers in the terminal; -1 for its own.
  var foreground: Int32 = -1
  var background: Int32 = -1
  var attributes: Attributes = []

  static let blank = ShownCell(text: " ")

  var description: String { "\(text) \(foreground)/\(background)/\(attributes.rawValue)" }

  /// The cell without what cannot be seen of it.
  var visible: ShownCell {
    guard text == " " else { return self }
    var cell = self
    cell.attributes.formIntersection([.underline, .reverse])
    if cell.attributes.isEmpty { cell.foreground = -1 }
    return cell
  }
}

/// A screen as rows of characters, each without the blanks at its end.
struct ShownScreen: Hashable {
  let rows: [[ShownCell]]

  init(_ rows: [[ShownCell]]) {
    var rows = rows.map { row in
      let cells = row.map(\.visible)
      return Array(cells[..<(cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? 0)])
    }
    while rows.last?.isEmpty == true { rows.removeLast() }
    self.rows = rows
  }

  /// What `tmux capture-pane -e` says: text with sequences between that set colours.
  init(captured text: String) {
    var reader = CaptureReader()
    for character in text { reader.take(character) }
    self.init(reader.rows)
  }

  /// The first place in which another screen differs, in words; `nil` when none does.
  func difference(from other: ShownScreen) -> String? {
    for y in 0..<max(rows.count, other.rows.count) {
      let (mine, theirs) = (rows.dropFirst(y).first ?? [], other.rows.dropFirst(y).first ?? [])
      guard mine != theirs else { continue }
      let x =
        zip(mine, theirs).enumerated().first { $1.0 != $1.1 }?.offset
        ?? min(mine.count, theirs.count)
      return """
        row \(y), character \(x) is \(mine.dropFirst(x).first ?? .blank) \
        not \(theirs.dropFirst(x).first ?? .blank), in
        \(String(mine.map(\.text)))
        instead of
        \(String(theirs.map(\.text)))
        """
    }
    return nil
  }
}

/// Reads text with sequences that set colours and attributes.
private struct CaptureReader {
  private(set) var rows: [[ShownCell]] = [[]]
  private var style = ShownCell.blank
  /// The sequence that has started, without its first character.
  private var sequence: String?

  mutating func take(_ character: Character) {
    if let begun = sequence {
      guard character.isLetter else { return sequence = begun + String(character) }
      sequence = nil
      if character == "m" {
        set(begun.dropFirst().split(separator: ";", omittingEmptySubsequences: false))
      }
    } else if character == "\u{1B}" {
      sequence = ""
    } else if character == "\n" {
      rows.append([])
    } else {
      style.text = character
      rows[rows.count - 1].append(style)
    }
  }

  private mutating func set(_ parameters: [Substring]) {
    var rest = parameters.map { Int32($0) ?? 0 }[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: style = .blank
      case 1: style.attributes.insert(.bold)
      case 2: style.attributes.insert(.dim)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 22: style.attributes.subtract([.bold, .dim])
      case 24: style.attributes.remove(.underline)
      case 27: style.attributes.remove(.reverse)
      case 30...39, 90...97: style.foreground = Self.color(code, &rest)
      case 40...49, 100...107: style.background = Self.color(code - 10, &rest)
      default: break
      }
    }
  }

  private static func color(_ code: Int32, _ rest: inout ArraySlice<Int32>) -> Int32 {
    switch code {
    case 39: return -1
    case 38:
      let kind = rest.popFirst()
      if kind == 5 { return rest.popFirst() ?? -1 }
      let channels = rest.prefix(3)
      rest = rest.dropFirst(3)
      return channels.reduce(0) { $0 << 8 | $1 }
    case 90...97: return code - 82
    default: return code - 30
    }
  }
}
