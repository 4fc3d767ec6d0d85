extension String {
  /// The text with its line breaks replaced: what a message quotes of a file must not look like
  /// further lines of the program's own.
  var onOneLine: String { String(map { $0.isNewline ? "\u{FFFD}" : $0 }) }
}
