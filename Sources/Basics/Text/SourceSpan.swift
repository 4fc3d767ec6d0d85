/// A stretch of a program's text, in UTF-8 offsets.
public struct SourceSpan: Hashable, Sendable {
  private let start: Int32
  private let end: Int32

  /// The stretch between two offsets; a range that runs backwards is empty.
  public init(_ lowerBound: Int, _ upperBound: Int) {
    start = Int32(clamping: lowerBound)
    end = Int32(clamping: max(lowerBound, upperBound))
  }

  /// The offset of the first byte.
  public var lowerBound: Int { Int(start) }

  /// The offset after the last byte.
  public var upperBound: Int { Int(end) }

  /// Whether the stretch holds no byte at all, as the end of a program does.
  public var isEmpty: Bool { start == end }

  /// The stretch so many bytes further on.
  public func moved(by offset: Int) -> SourceSpan {
    SourceSpan(lowerBound + offset, upperBound + offset)
  }

  /// The stretch of what nobody typed, such as a node made by a program.
  public static let none = SourceSpan(0, 0)
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
