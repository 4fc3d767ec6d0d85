/// A loss that is a sum over pairs of an element and its target, divided by a fixed number.
///
/// The geometry is (number of pairs, divisor).
protocol PairLossRule: Rule {
  static func loss<T: Scalar>(_ x: T, _ target: T) -> T
  static func partial<T: Scalar>(operand: Int, _ x: T, _ target: T) -> T

  /// The partial of the loss of one pair by one of its operands, as nodes.
  static func partial(operand: Int, _ x: Symbol, _ target: Symbol) -> Symbol

  /// What the sum over all pairs is divided by.
  static func divisor(of shape: Shape) -> Int
}

extension PairLossRule {
  static var arity: ClosedRange<Int> { 2...2 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard operands[0] == operands[1] else {
      throw ShapeMismatch("\(operands[0]) does not match targets of shape \(operands[1])")
    }
    return .scalar
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    [operands[0].count, divisor(of: operands[0])]
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (x, target) = (node.value(0), node.value(1))
    var total: T = 0
    for index in 0..<node.geometry[0] { total += loss(x[index], target[index]) }
    node.output[0] = total / T(node.geometry[1])
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (x, target, adjoint) = (node.value(0), node.value(1), node.adjoint(operand))
    let factor = node.upstream[0] / T(node.geometry[1])
    for index in 0..<node.geometry[0] {
      adjoint[index] += factor * partial(operand: operand, x[index], target[index])
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    // Before the division, by which the mean of nothing is NaN.
    guard node.varies(0) || node.varies(1) else { return node.clearTangent() }
    let (x, target) = (node.value(0), node.value(1))
    var total: T = 0
    for operand in 0..<2 where node.varies(operand) {
      let tangent = node.tangent(operand)
      for index in 0..<node.geometry[0] {
        total += tangent[index] * partial(operand: operand, x[index], target[index])
      }
    }
    node.outputTangent[0] = total / T(node.geometry[1])
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let factor = upstream / .number(Double(divisor(of: node.operands[0].shape)))
    return factor * partial(operand: operand, node.operands[0], node.operands[1])
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let (x, target) = (node.operands[0], node.operands[1])
    let moved = (0..<2).compactMap { operand in
      tangents[operand].map { $0 * partial(operand: operand, x, target) }
    }
    let sum = moved.dropFirst().reduce(moved[0], +).sum(along: nil)
    return sum / .number(Double(divisor(of: x.shape)))
  }
}
