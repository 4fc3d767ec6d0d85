/// The same elements in the same order under another shape, which the attributes give.
enum Reshape: RearrangingRule {
  static let name = "reshape"
  static let operation = Operation.reshape
  static let arity = 1...1
  static let attributeCount = 0...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard let shape = Shape(attributes), shape.count == operands[0].count else {
      let extents = attributes.map(String.init).joined(separator: "×")
      let wanted = attributes.isEmpty ? "\(Shape.scalar)" : extents
      throw ShapeMismatch("\(operands[0]) cannot be reshaped to \(wanted)")
    }
    return shape
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    upstream.reshaped(to: node.operands[0].shape)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Stretch.geometry([Stretch(operand: 0, source: 0, target: 0, count: result.count)])
  }
}
