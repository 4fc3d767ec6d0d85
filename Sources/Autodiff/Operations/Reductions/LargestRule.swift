/// An operation whose results are the largest of some elements each; equal ones share the adjoint
/// evenly.
protocol LargestRule: Rule {
  /// Calls `body` with each result's largest elements and one over their number; where there is NaN
  /// among the elements, with every element and NaN.
  static func forEachLargest<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ result: Int, _ place: Int, _ share: T) -> Void)
}

extension LargestRule {
  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(0)
    forEachLargest(of: node) { result, place, share in
      adjoint[place] += node.upstream[result] * share
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    forEachLargest(of: node) { result, place, share in
      node.outputTangent[result] += node.tangent(0)[place] * share
    }
  }
}
