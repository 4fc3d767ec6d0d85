/// The reason why operands do not fit an operation, in words that name the shapes.
public struct ShapeMismatch: Error, Hashable, Sendable {
  /// What is wrong, as a clause: `the inner extents 3 and 4 differ`.
  public let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
