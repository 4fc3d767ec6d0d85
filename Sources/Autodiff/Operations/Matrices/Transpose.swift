/// The transpose of a matrix; the contribution is the transpose of the adjoint.
///
/// The geometry is (rows, columns) of the operand.
enum Transpose: RelocatingRule {
  static let name = "transpose"
  static let arity = 1...1

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard operands[0].rank == 2, let shape = Shape(operands[0].extents.reversed()) else {
      throw ShapeMismatch("only a matrix can be transposed, not \(operands[0])")
    }
    return shape
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    upstream.transposed
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.filled(tangents)[0].transposed
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    operands[0].extents
  }

  static func partialText(operand: Int, names: [String], result: String) -> String { "·ᵀ" }

  @inline(__always)
  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    let (rows, columns) = (node.geometry[0], node.geometry[1])
    for row in 0..<rows {
      for column in 0..<columns { body(row * columns + column, column * rows + row) }
    }
  }
}
