/// An operation that moves stretches of elements and computes nothing: forward copies each stretch from an
/// operand to the result, the pullback adds it back.
///
/// The geometry is, for each stretch, (operand, start in the operand, start in the result, length),
/// preceded by the number of stretches.
protocol RearrangingRule: Rule {
  /// The operation whose rule this is.
  static var operation: Operation { get }
}

extension RearrangingRule {
  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  static func forward<T>(_ node: KernelCall<T>) { copyRuns(of: node) }

  /// Copies every stretch from its operand to the result.
  static func copyRuns<T>(of node: KernelCall<T>) {
    forEachStretch(of: node) { stretch in
      (node.output + stretch.target).update(
        from: node.value(stretch.operand) + stretch.source, count: stretch.count)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (upstream, adjoint) = (node.upstream, node.adjoint(operand))
    forEachStretch(of: node) { stretch in
      guard stretch.operand == operand else { return }
      for index in 0..<stretch.count {
        adjoint[stretch.source + index] += upstream[stretch.target + index]
      }
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    forEachStretch(of: node) { stretch in
      guard node.varies(stretch.operand) else { return }
      (node.outputTangent + stretch.target)
        .update(from: node.tangent(stretch.operand) + stretch.source, count: stretch.count)
    }
  }

  /// Tangents are rearranged as values are.
  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.tape.node(operation, node.filled(tangents), attributes: node.attributes)
  }

  @inline(__always)
  private static func forEachStretch<T>(of node: KernelCall<T>, _ body: (Stretch) -> Void) {
    for index in 0..<node.geometry[0] {
      let numbers = node.geometry + 1 + 4 * index
      body(Stretch(operand: numbers[0], source: numbers[1], target: numbers[2], count: numbers[3]))
    }
  }
}

/// Neighbouring elements that stay neighbours.
struct Stretch {
  var operand: Int
  var source: Int
  var target: Int
  var count: Int

  static func geometry(_ stretches: [Stretch]) -> [Int] {
    [stretches.count] + stretches.flatMap { [$0.operand, $0.source, $0.target, $0.count] }
  }
}
