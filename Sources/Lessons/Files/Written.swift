package import Basics

/// A piece of a lesson's file, of one line or several, with the place of each character.
package struct Written: Hashable, Sendable {
  /// A line and where it begins in the file.
  package struct Line: Hashable, Sendable {
    package let text: String
    package let offset: Int
  }

  package private(set) var lines: [Line]

  package init(_ text: String, at offset: Int) {
    lines = [Line(text: text, offset: offset)]
  }

  init(lines: [Line]) {
    self.lines = lines
  }

  mutating func add(_ text: String, at offset: Int) {
    lines.append(Line(text: text, offset: offset))
  }

  /// Where it stands.
  package var span: SourceSpan {
    guard let first = lines.first, let last = lines.last else { return .none }
    return SourceSpan(first.offset, last.offset + last.text.utf8.count)
  }

  /// The lines as they stand, with blanks between them.
  package var text: String { lines.map(\.text).joined(separator: " ") }

  var isEmpty: Bool { lines.allSatisfy(\.text.isEmpty) }

  /// The same with what `replace` makes of each `{…}` in its place.
  func filled(
    joining separator: String = " ", _ replace: (Written) throws(LessonError) -> String
  ) throws(LessonError) -> Filled {
    var filled = Filled(whole: span)
    for (number, line) in lines.enumerated() {
      if number > 0 { filled.add(separator, for: SourceSpan(line.offset, line.offset)) }
      try line.fill(&filled, replace)
    }
    return filled
  }

  /// The same with nothing to replace.
  var plain: Filled {
    var filled = Filled(whole: span)
    for (number, line) in lines.enumerated() {
      if number > 0 { filled.add("\n", for: SourceSpan(line.offset, line.offset)) }
      filled.add(line.text, from: line.offset)
    }
    return filled
  }
}

extension Written.Line {
  fileprivate func fill(
    _ filled: inout Filled, _ replace: (Written) throws(LessonError) -> String
  ) throws(LessonError) {
    var rest = text[...]
    var offset = offset
    while let open = rest.firstIndex(of: "{") {
      let before = rest[..<open]
      filled.add(String(before), from: offset)
      offset += before.utf8.count
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw LessonError(
          "this '{' has no '}': what stands between them is computed, as in {adj(x)}",
          at: SourceSpan(offset, offset + 1))
      }
      let inner = rest[rest.index(after: open)..<close]
      let whole = SourceSpan(offset, offset + inner.utf8.count + 2)
      filled.add(try replace(Written(String(inner), at: offset + 1)), for: whole)
      offset = whole.upperBound
      rest = rest[rest.index(after: close)...]
    }
    filled.add(String(rest), from: offset)
  }
}

/// A text made of a piece of a file, which knows where each part of it is from.
package struct Filled: Hashable, Sendable {
  private struct Piece: Hashable, Sendable {
    let start: Int
    let source: SourceSpan
    /// Whether each byte has a place of its own in the file.
    let isVerbatim: Bool
  }

  package private(set) var text = ""
  let whole: SourceSpan
  private var pieces: [Piece] = []

  init(whole: SourceSpan) {
    self.whole = whole
  }

  /// A text that stands elsewhere, for which one place stands.
  init(_ text: String, whole: SourceSpan) {
    self.whole = whole
    add(text, for: whole)
  }

  fileprivate mutating func add(_ part: String, from offset: Int) {
    let source = SourceSpan(offset, offset + part.utf8.count)
    pieces.append(Piece(start: text.utf8.count, source: source, isVerbatim: true))
    text += part
  }

  fileprivate mutating func add(_ part: String, for source: SourceSpan) {
    pieces.append(Piece(start: text.utf8.count, source: source, isVerbatim: false))
    text += part
  }

  /// Where in the file a stretch of the text is from.
  func span(of span: SourceSpan) -> SourceSpan {
    guard let piece = pieces.last(where: { $0.start <= span.lowerBound }) else { return whole }
    guard piece.isVerbatim else { return piece.source }
    let start = piece.source.lowerBound + span.lowerBound - piece.start
    let length = max(span.upperBound - span.lowerBound, 0)
    return SourceSpan(start, max(min(start + length, piece.source.upperBound), start))
  }
}
