/// The operand repeated until it has another shape, which the attributes give, by NumPy's rule.
enum Broadcast: RelocatingRule {
  static let name = "broadcast"
  static let arity = 1...1
  static let attributeCount = 0...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard let shape = Shape(attributes), try operands[0].broadcast(with: shape) == shape else {
      let extents = attributes.map(String.init).joined(separator: "×")
      let wanted = attributes.isEmpty ? "\(Shape.scalar)" : extents
      throw ShapeMismatch("\(operands[0]) cannot be broadcast to \(wanted)")
    }
    return shape
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    upstream.summed(to: node.operands[0].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.filled(tangents)[0].broadcast(to: node.result.shape)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    BroadcastRows.geometry(of: operands, result: result)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  @inline(__always)
  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    BroadcastRows(node.geometry, operandCount: 1).forEach { row in
      for index in 0..<row.length {
        body(row.operand(0) + index * row.stride(0), row.result + index)
      }
    }
  }
}
