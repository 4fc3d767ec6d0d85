package import Basics

/// Something that the writer of a program may want to know though nothing is wrong.
package struct ProgramNote: Hashable, Sendable {
  /// One sentence without its end: `'y' has no value; 1 is used (set it with --at y=...)`.
  package let message: String
  /// The same for the explorer, where there are other ways to change what it is about.
  package let messageInExplorer: String
  /// The place in the program's text that it is about.
  package let span: SourceSpan?

  package init(_ message: String, inExplorer: String? = nil, at span: SourceSpan?) {
    self.message = message
    messageInExplorer = inExplorer ?? message
    self.span = span
  }
}
