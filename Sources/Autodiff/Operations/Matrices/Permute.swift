/// The axes of a tensor in another order: axis `k` of the result is the axis of the operand that the
/// attribute `k` says. It generalises ``Transpose``, which exchanges the two of a matrix.
///
/// The geometry is the rank, the extents of the result, and how far apart neighbours along each of its
/// axes are in the operand.
enum Permute: RelocatingRule {
  static let name = "permute"
  static let arity = 1...1
  static let attributeCount = 1...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let operand = operands[0]
    guard attributes.sorted() == Array(operand.extents.indices) else {
      let axes = attributes.map(String.init).joined(separator: ", ")
      throw ShapeMismatch(
        "\(axes) is no order of the \(operand.rank) axes of \(operand), which count from 0")
    }
    guard let shape = Shape(attributes.map { operand.extents[$0] }) else {
      throw ShapeMismatch("\(operand) with other axes is too large")
    }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let strides = operands[0].strides
    return [result.rank] + result.extents + attributes.map { strides[$0] }
  }

  static func partialText(operand: Int, names: [String], result: String) -> String { "permute(·)" }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    "permute(·, \(inverse(attributes).map(String.init).joined(separator: ", ")))"
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    .apply(.permute, [upstream], attributes: inverse(node.attributes))
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.permute, node.filled(tangents), attributes: node.attributes)
  }

  /// The order that puts the axes back.
  private static func inverse(_ order: [Int]) -> [Int] {
    order.indices.sorted { order[$0] < order[$1] }
  }

  @inline(__always)
  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    let rank = node.geometry[0]
    let (extents, strides) = (node.geometry + 1, node.geometry + 1 + rank)
    let (length, step) = (extents[rank - 1], strides[rank - 1])
    guard length > 0 else { return }
    for row in 0..<node.result.count / length {
      var (rest, source) = (row, 0)
      for axis in stride(from: rank - 2, through: 0, by: -1) {
        source += rest % extents[axis] * strides[axis]
        rest /= extents[axis]
      }
      for column in 0..<length { body(source + column * step, row * length + column) }
    }
  }
}
