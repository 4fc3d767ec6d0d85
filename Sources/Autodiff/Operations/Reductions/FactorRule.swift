/// An operation whose results each vary with some elements of the one operand, by a factor for each.
protocol FactorRule: Rule {
  /// Calls `body` with each result, the elements that it varies with, and the partial by each.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ result: Int, _ place: Int, _ factor: T) -> Void)
}

extension FactorRule {
  static func pullback<T>(_ node: KernelCall<T>, operand: Int) { pullBackFactors(node) }

  /// Adds to each element what arrives at the results, times its factors.
  static func pullBackFactors<T>(_ node: KernelCall<T>) {
    let adjoint = node.adjoint(0)
    forEachFactor(of: node) { result, place, factor in
      adjoint[place] += node.upstream[result] * factor
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    forEachFactor(of: node) { result, place, factor in
      node.outputTangent[result] += node.tangent(0)[place] * factor
    }
  }
}
