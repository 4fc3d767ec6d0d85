/// A line of text whose parts have meanings.
package struct StyledText: Hashable, Sendable {
  /// A part of the line that means one thing.
  package struct Part: Hashable, Sendable {
    package var text: String
    package var role: Role
  }

  package private(set) var parts: [Part]

  /// A line of one part.
  package init(_ text: String, _ role: Role = .text) {
    parts = text.isEmpty ? [] : [Part(text: text, role: role)]
  }

  /// The line without its meanings.
  package var plain: String { parts.map(\.text).joined() }

  /// Adds a character to the last part, or begins a part when it means something else.
  mutating func append(_ character: Character, _ role: Role) {
    if let last = parts.indices.last, parts[last].role == role {
      parts[last].text.append(character)
    } else {
      parts.append(Part(text: String(character), role: role))
    }
  }

  /// The two lines as one.
  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.parts += right.parts
    return sum
  }

  /// The line followed by plain text.
  package static func + (left: StyledText, right: String) -> StyledText {
    left + StyledText(right)
  }
}

extension [StyledText] {
  /// The texts as one line with another text between each two.
  package func joined(by separator: String) -> StyledText {
    dropFirst().reduce(first ?? StyledText("")) { $0 + separator + $1 }
  }
}

extension Canvas {
  /// Writes a styled line from (x, y) on and returns its columns.
  @discardableResult
  package mutating func write(
    _ line: StyledText, x: Int, y: Int, theme: Theme, clippedTo clip: Rect? = nil
  ) -> Int {
    var column = x
    for part in line.parts {
      column += write(part.text, x: column, y: y, style: theme.style(part.role), clippedTo: clip)
    }
    return column - x
  }
}
