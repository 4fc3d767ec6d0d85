/// What another program computed by an operation that is not in the catalogue: its value and what it
/// sent back were recorded, how it came by them was not.
///
/// The operands are the recorded value, then in pairs an operand and the contribution that was recorded
/// for it, which has its shape or is a single number. The value stays as recorded whatever the operands
/// become, and the contributions whatever arrives from above. Where an operand moves, the tangent is not
/// known, and so NaN.
/// Whoever computes with it has to say that it stops here (`Smoothness.recorded`).
enum Opaque: Rule {
  static let name = "opaque"
  static let arity = 1...Int(UInt16.max)
  static let smoothness = Smoothness.recorded

  /// Operands that were there, and not what was recorded of them.
  static func isDifferentiable(inOperand operand: Int) -> Bool { !operand.isMultiple(of: 2) }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard !operands.count.isMultiple(of: 2) else {
      throw ShapeMismatch("every operand needs the contribution that was recorded for it")
    }
    for place in stride(from: 1, to: operands.count, by: 2) {
      let (operand, contribution) = (operands[place], operands[place + 1])
      guard contribution == operand || contribution.isScalar else {
        throw ShapeMismatch(
          "a contribution of shape \(contribution) does not match an operand of shape \(operand)")
      }
    }
    return operands[0]
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    isDifferentiable(inOperand: operand) ? "recorded" : "0"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    node.output.update(from: node.value(0), count: node.result.count)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (adjoint, recorded) = (node.adjoint(operand), node.value(operand + 1))
    let step = node.count(operand + 1) == node.count(operand) ? 1 : 0
    for index in 0..<node.count(operand) { adjoint[index] += recorded[index * step] }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    let moves = stride(from: 1, to: node.operandCount, by: 2).contains { operand in
      node.varies(operand)
        && (0..<node.count(operand)).contains { node.tangent(operand)[$0] != 0 }
    }
    if moves { node.outputTangent.update(repeating: .nan, count: node.result.count) }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.operands[operand + 1].broadcast(to: node.operands[operand].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.tape.zeros(node.result.shape) + .number(.nan)
  }
}
