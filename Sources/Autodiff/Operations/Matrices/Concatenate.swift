/// Tensors joined along an axis they already have, which is the one attribute.
enum Concatenate: RearrangingRule {
  static let name = "concat"
  static let operation = Operation.concatenate
  static let arity = 1...Int(UInt16.max)
  static let attributeCount = 0...1

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let axis = attributes.first ?? 0
    let rest = try operands[0].removing(axis: axis)
    var extents = operands[0].extents
    extents[axis] = 0
    for operand in operands {
      guard operand.rank == operands[0].rank, try operand.removing(axis: axis) == rest else {
        throw ShapeMismatch(
          "\(operands[0]) and \(operand) cannot be joined along axis \(axis)")
      }
      let (total, overflowed) = extents[axis].addingReportingOverflow(operand.extents[axis])
      guard !overflowed else { throw tooLarge(axis) }
      extents[axis] = total
    }
    guard let shape = Shape(extents) else { throw tooLarge(axis) }
    return shape
  }

  private static func tooLarge(_ axis: Int) -> ShapeMismatch {
    ShapeMismatch("the operands joined along axis \(axis) are too large")
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let (axis, shapes) = (node.attributes.first ?? 0, node.operands.map(\.shape))
    let first = shapes[..<operand].reduce(0) { $0 + $1.extents[axis] }
    let part = shapes[operand].extents.enumerated().flatMap { [$0 == axis ? first : 0, $1] }
    return .apply(.slice, [upstream], attributes: part)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let lines = Lines.geometry(of: result, axis: attributes.first ?? 0)
    var stretches: [Stretch] = []
    for block in 0..<lines[0] {
      var target = block * lines[1] * lines[2]
      for (operand, shape) in operands.enumerated() {
        let count = lines[0] == 0 ? 0 : shape.count / lines[0]
        stretches.append(
          Stretch(operand: operand, source: block * count, target: target, count: count))
        target += count
      }
    }
    return Stretch.geometry(stretches)
  }
}
