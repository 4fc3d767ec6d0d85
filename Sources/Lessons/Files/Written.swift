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

  /// Whether numbers are put into what is computed or into what is read.
  enum Purpose {
    case code, prose
  }

  /// The same with what `replace` makes of each `{…}` in its place. A negative number stands in
  /// parentheses where an operator would otherwise take it apart: `{a}^2` is `(-2)^2`.
  func filled(
    joining separator: String = " ", for purpose: Purpose,
    _ replace: (Written) throws(LessonError) -> String
  ) throws(LessonError) -> Filled {
    var filled = Filled(whole: span)
    var errors: [LessonError] = []
    for (number, line) in lines.enumerated() {
      if number > 0 { filled.add(separator, for: SourceSpan(line.offset, line.offset)) }
      line.fill(&filled, purpose, &errors, replace)
    }
    if let error = LessonError(all: errors) { throw error }
    return filled
  }

  /// What stands in braces.
  var parts: [Written] {
    var parts: [Written] = []
    _ = try? filled(for: .prose) { part in
      parts.append(part)
      return ""
    }
    return parts
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
    _ filled: inout Filled, _ purpose: Written.Purpose, _ errors: inout [LessonError],
    _ replace: (Written) throws(LessonError) -> String
  ) {
    var rest = text[...]
    var offset = offset
    while let open = rest.firstIndex(of: "{") {
      let before = rest[..<open]
      filled.add(literal: before, from: offset)
      offset += before.utf8.count
      let next = rest.index(after: open)
      if next < rest.endIndex, rest[next] == "{" {
        filled.add("{", for: SourceSpan(offset, offset + 2))
        rest = rest[rest.index(after: next)...]
        offset += 2
        continue
      }
      guard let close = rest[open...].firstIndex(of: "}") else {
        return errors.append(
          LessonError(
            "this '{' has no '}': what stands between them is computed, as in {adj(x)}; a brace "
              + "itself is typed {{", at: SourceSpan(offset, offset + 1)))
      }
      let inner = rest[next..<close]
      let whole = SourceSpan(offset, offset + inner.utf8.count + 2)
      rest = rest[rest.index(after: close)...]
      do throws(LessonError) {
        let number = try replace(Written(String(inner), at: offset + 1))
        let isApart = number.hasPrefix("-") && purpose.needsParentheses(between: filled, rest)
        filled.add(isApart ? "(\(number))" : number, for: whole)
      } catch {
        errors.append(error)
      }
      offset = whole.upperBound
    }
    filled.add(literal: rest, from: offset)
  }
}

extension Written.Purpose {
  /// Whether a negative number has an operator before it, or one behind it that binds more tightly
  /// than its sign.
  fileprivate func needsParentheses(between before: Filled, _ behind: Substring) -> Bool {
    let binding = self == .code ? "^*/@" : "^²³"
    if let next = behind.first(where: { $0 != " " }), binding.contains(next) { return true }
    let line = before.text.prefix(
      upTo: before.text.lastIndex { $0 != " " }.map {
        before.text.index(after: $0)
      } ?? before.text.startIndex)
    guard let last = line.last, "+-*/^@·×÷−".contains(last) else { return false }
    // A hyphen at the beginning makes an item of a list.
    return self == .code || line != "-"
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

  /// Adds what stands outside of braces, where `}}` is a brace.
  fileprivate mutating func add(literal part: Substring, from offset: Int) {
    var (rest, offset) = (part, offset)
    while let pair = rest.firstRange(of: "}}") {
      let before = rest[..<pair.lowerBound]
      add(String(before), from: offset)
      offset += before.utf8.count
      add("}", for: SourceSpan(offset, offset + 2))
      offset += 2
      rest = rest[pair.upperBound...]
    }
    add(String(rest), from: offset)
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
