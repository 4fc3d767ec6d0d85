/// The mean along an axis or over all elements.
enum Mean: ReductionRule {
  static let name = "mean"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1/count(\(names[0]))"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    Sum.forward(node)
    divide(node.output, by: count(node), count: node.result.count)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    Sum.spread(
      node.upstream, times: 1 / count(node), along: Lines(node.geometry), to: node.adjoint(0))
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    Sum.pushforward(node)
    divide(node.outputTangent, by: count(node), count: node.result.count)
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let shape = node.operands[0].shape
    let count = node.axis.map { shape.extents[$0] } ?? shape.count
    return node.restored(upstream / .number(Double(count))).broadcast(to: shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.mean, node.filled(tangents), attributes: node.attributes)
  }

  private static func count<T>(_ node: KernelCall<T>) -> T { T(Lines(node.geometry).length) }

  // Not a product with the reciprocal, by which the mean of 49 ones would be less than one.
  private static func divide<T: Scalar>(
    _ x: UnsafeMutablePointer<T>, by divisor: T, count: Int
  ) {
    for index in 0..<count { x[index] /= divisor }
  }
}
