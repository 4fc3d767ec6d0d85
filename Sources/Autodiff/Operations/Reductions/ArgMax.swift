/// The place of the largest element along an axis or of all, counted from 0; of equal ones the first.
///
/// It jumps, so that there is no derivative by anything.
enum ArgMax: ReductionRule {
  static let name = "argmax"
  static let smoothness = Smoothness.stepwise

  static func isDifferentiable(inOperand operand: Int) -> Bool { false }
  static func partialText(operand: Int, names: [String], result: String) -> String { "0" }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      var best = 0
      for index in 0..<lines.length {
        let (element, largest) = (x[start + index * lines.inner], x[start + best * lines.inner])
        if element > largest || (element.isNaN && !largest.isNaN) { best = index }
      }
      node.output[line] = T(best)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {}
  static func pushforward<T>(_ node: KernelCall<T>) { node.clearTangent() }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.tape.zeros(node.operands[0].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.tape.zeros(node.result.shape)
  }
}
