/// A tensor with zeros around it: what undoes a slice.
///
/// The attributes are (zeros before, zeros after) for each axis.
enum Pad: RearrangingRule {
  static let name = "pad"
  static let operation = Operation.pad
  static let arity = 1...1
  static let attributeCount = 0...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let operand = operands[0]
    guard operand.rank > 0, attributes.count == 2 * operand.rank else {
      throw ShapeMismatch(
        "\(operand) takes \(2 * operand.rank) counts of zeros, not \(attributes.count)")
    }
    var extents: [Int] = []
    for (axis, extent) in operand.extents.enumerated() {
      let (before, after) = (attributes[2 * axis], attributes[2 * axis + 1])
      guard before >= 0, after >= 0 else {
        throw ShapeMismatch("there cannot be \(min(before, after)) zeros")
      }
      let start = before.addingReportingOverflow(extent)
      let end = start.partialValue.addingReportingOverflow(after)
      guard !start.overflow, !end.overflow else { throw tooLarge(operand) }
      extents.append(end.partialValue)
    }
    guard let shape = Shape(extents) else { throw tooLarge(operand) }
    return shape
  }

  private static func tooLarge(_ operand: Shape) -> ShapeMismatch {
    ShapeMismatch("\(operand) with these zeros around it is too large")
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let part = node.operands[0].shape.extents.enumerated()
      .flatMap { [node.attributes[2 * $0], $1] }
    return .apply(.slice, [upstream], attributes: part)
  }

  /// The stretches of the slice that finds the operand again, the other way round.
  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let part = operands[0].extents.enumerated().flatMap { [attributes[2 * $0], $1] }
    return Stretch.geometry(
      Slice.stretches(of: result, attributes: part).map { stretch in
        Stretch(operand: 0, source: stretch.target, target: stretch.source, count: stretch.count)
      })
  }

  static func forward<T>(_ node: KernelCall<T>) {
    node.output.update(repeating: 0, count: node.result.count)
    copyRuns(of: node)
  }
}
