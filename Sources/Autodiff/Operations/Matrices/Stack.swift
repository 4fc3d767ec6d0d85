/// Tensors of one shape as the rows of a new first axis; `[x, y]` in the formula language.
enum Stack: RearrangingRule {
  static let name = "stack"
  static let operation = Operation.stack
  static let arity = 1...Int(UInt16.max)

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let first = operands[0]
    if let other = operands.first(where: { $0 != first }) {
      throw ShapeMismatch(
        "the elements of one array must have one shape, not \(first) and \(other)")
    }
    guard let shape = Shape([operands.count] + first.extents) else {
      throw ShapeMismatch("\(operands.count) elements of \(first) are too many")
    }
    return shape
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let rest = node.operands[0].shape.extents.flatMap { [0, $0] }
    return .apply(.slice, [upstream], attributes: [operand, -1] + rest)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let count = operands[0].count
    return Stretch.geometry(
      operands.indices.map { Stretch(operand: $0, source: 0, target: $0 * count, count: count) })
  }
}
