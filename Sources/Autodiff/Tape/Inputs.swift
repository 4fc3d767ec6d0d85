/// Values of inputs for a run: `[x: 2, W: [[1, 2], [3, 4]]]`.
///
/// Of several values for one input the last counts.
public struct Inputs: ExpressibleByDictionaryLiteral {
  private(set) var pairs: [(node: Node, value: TensorLiteral)] = []

  /// Inputs and their values, as a literal.
  public init(dictionaryLiteral pairs: (Node, TensorLiteral)...) {
    self.pairs = pairs.map { (node: $0.0, value: $0.1) }
  }

  /// Sets the value of one more input.
  public mutating func set(_ node: Node, to value: TensorLiteral) {
    pairs.append((node, value))
  }
}
