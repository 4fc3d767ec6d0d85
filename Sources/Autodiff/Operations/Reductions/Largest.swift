/// The largest element along an axis or of all; equal largest elements share the adjoint evenly.
///
/// A second attribute of 1 says that the first of them has it all, as in PyTorch along an axis; all
/// elements are then the axis -1. The geometry is that of a reduction, then that mark.
enum Largest: ReductionRule, FactorRule {
  static let name = "max"
  static let smoothness = Smoothness.kinked(
    at: "two equal largest elements", uses: "an even share for each, or all for the first")
  static let attributeCount = 0...2

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard let axis = axis(attributes) else { return .scalar }
    return try operands[0].removing(axis: axis)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: operands[0], axis: axis(attributes)) + [isFirstAlone(attributes) ? 1 : 0]
  }

  /// The axis that is reduced; `nil` for all elements.
  private static func axis(_ attributes: [Int]) -> Int? {
    attributes.count == 2 && attributes[0] == -1 ? nil : attributes.first
  }

  private static func isFirstAlone(_ attributes: [Int]) -> Bool {
    attributes.count == 2 && attributes[1] == 1
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1 where \(names[0]) = \(result), shared"
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    isFirstAlone(attributes)
      ? "1 where \(names[0]) = \(result) first"
      : partialText(operand: operand, names: names, result: result)
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      node.output[line] = largest(x + start, count: lines.length, stride: lines.inner)
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let (isChosen, axis) = (isChosen(node), axis(node.attributes))
    let share = restored(upstream / isChosen.sum(along: axis), node)
    return Symbol.select(isChosen, share, 0).carryingNaN(of: restored(node.result, node))
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let (isChosen, axis) = (isChosen(node), axis(node.attributes))
    let moved = Symbol.select(isChosen, node.filled(tangents)[0], 0)
    return moved.sum(along: axis) / isChosen.sum(along: axis)
  }

  private static func restored(_ x: Symbol, _ node: SymbolicCall) -> Symbol {
    x.restoring(axis: axis(node.attributes), of: node.operands[0].shape)
  }

  /// 1 for each element that receives a share.
  private static func isChosen(_ node: SymbolicCall) -> Symbol {
    let isLargest = Symbol.equal(node.operands[0], restored(node.result, node))
    guard isFirstAlone(node.attributes) else { return isLargest }
    let (shape, axis) = (node.operands[0].shape, axis(node.attributes))
    let line = Shape([shape.count]) ?? shape
    let count = Symbol.apply(
      .cumulativeSum, [axis == nil ? isLargest.reshaped(to: line) : isLargest],
      attributes: [axis ?? 0])
    return isLargest * .equal(count.reshaped(to: shape), 1)
  }

  /// The largest of the elements, which is NaN as soon as one is; -∞ when there are none.
  static func largest<T: Scalar>(_ x: UnsafePointer<T>, count: Int, stride: Int) -> T {
    var best = -T.infinity
    for index in 0..<count {
      let element = x[index * stride]
      if element > best || element.isNaN { best = element }
      if best.isNaN { break }
    }
    return best
  }

  /// The factor of a largest element is one over their number, or 1 for the first where that has it
  /// all, and NaN for all where there is one.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ line: Int, _ place: Int, _ share: T) -> Void
  ) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      let best = node.output[line]
      let places = stride(from: start, to: start + lines.length * lines.inner, by: lines.inner)
      let isFirstAlone = node.geometry[3] == 1 && !best.isNaN
      var ties = 0
      for place in places where x[place] == best { ties += 1 }
      for place in places where best.isNaN || x[place] == best {
        body(line, place, best.isNaN ? .nan : isFirstAlone ? 1 : 1 / T(ties))
        if isFirstAlone { break }
      }
    }
  }
}
