/// A part of a tensor: for each axis a range of indices, or one index, which drops the axis.
///
/// The attributes are (first, count) for each axis, where the count -1 means the index `first` alone.
enum Slice: RearrangingRule {
  static let name = "slice"
  static let operation = Operation.slice
  static let arity = 1...1
  static let attributeCount = 0...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let operand = operands[0]
    guard operand.rank > 0, attributes.count == 2 * operand.rank else {
      throw ShapeMismatch("\(operand) takes \(operand.rank) indices, not \(attributes.count / 2)")
    }
    var extents: [Int] = []
    for (axis, extent) in operand.extents.enumerated() {
      let (first, count) = (attributes[2 * axis], attributes[2 * axis + 1])
      guard count >= -1 else { throw ShapeMismatch("\(count) is not a number of indices") }
      let end = first.addingReportingOverflow(count == -1 ? 1 : count)
      guard first >= 0, !end.overflow, end.partialValue <= extent else {
        let indices =
          count.magnitude == 1 ? "index \(first) is" : "\(count) indices from \(first) are"
        throw ShapeMismatch("\(indices) outside axis \(axis) of \(operand)")
      }
      if count >= 0 { extents.append(count) }
    }
    guard let shape = Shape(extents) else { throw ShapeMismatch("the slice is too large") }
    return shape
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let shape = node.operands[0].shape
    var (kept, zeros) = ([Int](), [Int]())
    for (axis, extent) in shape.extents.enumerated() {
      let (first, count) = (node.attributes[2 * axis], max(node.attributes[2 * axis + 1], -1))
      kept.append(count == -1 ? 1 : count)
      zeros += [first, extent - first - kept[axis]]
    }
    // What was sliced out of the shape is no larger than it.
    let part = upstream.reshaped(to: Shape(kept) ?? shape)
    return zeros.allSatisfy { $0 == 0 } ? part : .apply(.pad, [part], attributes: zeros)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Stretch.geometry(stretches(of: operands[0], attributes: attributes))
  }

  /// The neighbouring elements of a tensor that stay neighbours in its slice.
  static func stretches(of shape: Shape, attributes: [Int]) -> [Stretch] {
    let strides = shape.strides
    var sources = [0]
    for axis in 0..<max(shape.rank - 1, 0) {
      let (first, count) = (attributes[2 * axis], attributes[2 * axis + 1])
      sources = sources.flatMap { source in
        (0..<(count == -1 ? 1 : count)).map { source + (first + $0) * strides[axis] }
      }
    }
    let (first, count) = (attributes[attributes.count - 2], attributes[attributes.count - 1])
    let length = count == -1 ? 1 : count
    return sources.enumerated().map { index, source in
      Stretch(operand: 0, source: source + first, target: index * length, count: length)
    }
  }
}
