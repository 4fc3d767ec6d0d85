/// What a program that recorded a node says of it, beside its numbers.
public struct RecordedNode: Hashable, Sendable {
  /// The line of the program that computed the node.
  public var line: SourceLine?
  /// What the program calls the operation, as `aten::addmm`.
  public var operation: String?
  /// What the program's numbers are; `nil` when it does not say.
  public var type: NumberType?

  /// Requires nothing; what is not known is `nil`.
  public init(line: SourceLine? = nil, operation: String? = nil, type: NumberType? = nil) {
    self.line = line
    self.operation = operation
    self.type = type
  }
}

/// A line of a file that somebody wrote.
public struct SourceLine: Hashable, Sendable, CustomStringConvertible {
  /// The file as the program that ran it calls it.
  public let file: String
  /// Counted from 1.
  public let number: Int

  /// Requires: a number of at least 1.
  public init(file: String, number: Int) {
    self.file = file
    self.number = number
  }

  /// `model.py:12`, with the file's own name alone.
  public var description: String {
    "\(file.split(separator: "/").last ?? Substring(file)):\(number)"
  }
}

/// What the numbers of a recorded tensor are, by the names that array libraries have for them.
public enum NumberType: String, Hashable, Sendable, CaseIterable {
  case float64, float32, float16, bfloat16
  case int64, int32, int16, int8, uint64, uint32, uint16, uint8, bool

  /// The bits of a number's significand, the leading one included; `nil` for what is no
  /// floating-point number.
  public var significandBits: Int? {
    switch self {
    case .float64: 53
    case .float32: 24
    case .float16: 11
    case .bfloat16: 8
    default: nil
    }
  }
}
