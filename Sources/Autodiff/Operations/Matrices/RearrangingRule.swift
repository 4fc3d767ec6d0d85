/// An operation that moves runs of elements and computes nothing: forward copies each run from an
/// operand to the result, the pullback adds it back.
///
/// The geometry is, for each run, (operand, start in the operand, start in the result, length),
/// preceded by the number of runs.
protocol RearrangingRule: Rule {
  /// The operation whose rule this is.
  static var operation: Operation { get }
}

extension RearrangingRule {
  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  static func forward<T>(_ node: KernelCall<T>) { copyRuns(of: node) }

  /// Copies every run from its operand to the result.
  static func copyRuns<T>(of node: KernelCall<T>) {
    forEachRun(of: node) { run in
      (node.output + run.target).update(
        from: node.value(run.operand) + run.source, count: run.count)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (upstream, adjoint) = (node.upstream, node.adjoint(operand))
    forEachRun(of: node) { run in
      guard run.operand == operand else { return }
      for index in 0..<run.count { adjoint[run.source + index] += upstream[run.target + index] }
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    forEachRun(of: node) { run in
      guard node.varies(run.operand) else { return }
      (node.outputTangent + run.target)
        .update(from: node.tangent(run.operand) + run.source, count: run.count)
    }
  }

  /// Tangents are rearranged as values are.
  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.tape.node(operation, node.filled(tangents), attributes: node.attributes)
  }

  @inline(__always)
  private static func forEachRun<T>(of node: KernelCall<T>, _ body: (Run) -> Void) {
    for index in 0..<node.geometry[0] {
      let numbers = node.geometry + 1 + 4 * index
      body(Run(operand: numbers[0], source: numbers[1], target: numbers[2], count: numbers[3]))
    }
  }
}

/// Neighbouring elements that stay neighbours.
struct Run {
  var operand: Int
  var source: Int
  var target: Int
  var count: Int

  static func geometry(_ runs: [Run]) -> [Int] {
    [runs.count] + runs.flatMap { [$0.operand, $0.source, $0.target, $0.count] }
  }
}
