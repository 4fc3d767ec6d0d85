/// A line of Swift source.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  /// The module and file, as `#fileID` gives them.
  public let file: String
  /// The line, counted from 1.
  public let line: Int

  /// The line that the compiler's `#fileID` and `#line` name.
  public init(_ file: String, _ line: Int) {
    self.file = file
    self.line = line
  }

  /// `Example/main.swift:12`.
  public var description: String { "\(file):\(line)" }
}
