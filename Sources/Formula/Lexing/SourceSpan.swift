/// A stretch of a program's text, in UTF-8 offsets.
package struct SourceSpan: Hashable, Sendable {
  private let start: Int32
  private let end: Int32

  /// The stretch between two offsets; a range that runs backwards is empty.
  package init(_ lowerBound: Int, _ upperBound: Int) {
    start = Int32(clamping: lowerBound)
    end = Int32(clamping: max(lowerBound, upperBound))
  }

  /// The offset of the first byte.
  package var lowerBound: Int { Int(start) }

  /// The offset after the last byte.
  package var upperBound: Int { Int(end) }

  /// Whether the stretch holds no byte at all, as the end of a program does.
  package var isEmpty: Bool { start == end }

  /// The stretch of what nobody typed, such as a node made by a program.
  package static let none = SourceSpan(0, 0)
}

/// A place as people name it: line and column count from 1, columns in characters.
package struct SourcePosition: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
