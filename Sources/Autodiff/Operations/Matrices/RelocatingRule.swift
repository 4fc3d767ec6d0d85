/// An operation that puts each element of its operand in other places and computes nothing: forward
/// copies, the pullback adds back what comes from all places of an element.
protocol RelocatingRule: Rule {
  /// Calls `body` with every place of the result and that of the operand's element which stands there.
  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void)
}

extension RelocatingRule {
  static func forward<T>(_ node: KernelCall<T>) {
    let x = node.value(0)
    forEachElement(of: node) { source, target in node.output[target] = x[source] }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(0)
    forEachElement(of: node) { source, target in adjoint[source] += node.upstream[target] }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    let tangent = node.tangent(0)
    forEachElement(of: node) { source, target in node.outputTangent[target] = tangent[source] }
  }
}
