/// What a graph stores of each node: twelve bytes, so that a sweep over a million scalar nodes stays
/// within the caches.
///
/// Up to two operands lie in the instruction itself. A node with attributes or with more operands is
/// `extended`: `first` is then where its record starts in the graph's pool of integers.
struct Instruction: Hashable, Sendable {
  var operation: Operation
  var flags: Flags
  /// The index of the result's shape in the graph's table of shapes.
  var shape: UInt16
  var first: Int32
  var second: Int32

  struct Flags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// Unary or binary, element by element, and all scalars: a sweep's fast loop runs it.
    static let isScalar = Flags(rawValue: 1)
    /// The first operand receives a contribution.
    static let firstReceives = Flags(rawValue: 2)
    /// The second operand receives a contribution.
    static let secondReceives = Flags(rawValue: 4)
    /// The operands and attributes lie in the pool.
    static let isExtended = Flags(rawValue: 8)
    /// The node has an adjoint: it is neither a constant nor data.
    static let hasAdjoint = Flags(rawValue: 16)
    /// The node takes part in the timeline: it is not a constant.
    static let hasEvent = Flags(rawValue: 32)
  }
}
