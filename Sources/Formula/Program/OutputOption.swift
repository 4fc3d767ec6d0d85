import Basics
import Syntax

/// The value of `--output`: names with commas between them, and elements of what they stand for:
/// `a, y[0]`.
struct OutputOption {
  let text: String
  /// Whether the program may have been edited since, so that a name that is gone is not a mistake.
  var mayBeOutdated = false

  init(_ text: String) {
    self.text = text
  }

  /// The text for errors to point into.
  var source: SourceText { SourceText(text, origin: "--output") }

  /// Each name or element and where it stands.
  var names: [(name: String, span: SourceSpan)] {
    let bytes = Array(text.utf8)
    let commas = Set(source.separatingCommas)
    return bytes.indices.split(omittingEmptySubsequences: false) { commas.contains($0) }.map {
      let start = $0.first { !bytes[$0].isBlank } ?? $0.startIndex
      let end = $0.last { !bytes[$0].isBlank }.map { $0 + 1 } ?? start
      return (String(decoding: bytes[start..<end], as: UTF8.self), SourceSpan(start, end))
    }
  }
}
