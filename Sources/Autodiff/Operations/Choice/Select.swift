/// `z = x` where the condition is not 0, else `y`: `where(c, x, y)`.
///
/// The operand that was not chosen receives exactly 0, whatever its adjoint would otherwise have
/// been multiplied by.
enum Select: Rule {
  static let name = "where"
  static let arity = 3...3
  static let smoothness = Smoothness.kinked(
    at: "the jump of the condition", uses: "the derivative of the chosen operand")

  static func isDifferentiable(inOperand operand: Int) -> Bool { operand > 0 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    try operands[0].broadcast(with: operands[1]).broadcast(with: operands[2])
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    BroadcastRows.geometry(of: operands, result: result)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    operand == 1 ? "1 if \(names[0]) else 0" : "0 if \(names[0]) else 1"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    forEachElement(of: node) { result, condition, chosen, other in
      node.output[result] =
        node.value(0)[condition] != 0 ? node.value(1)[chosen] : node.value(2)[other]
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(operand)
    forEachElement(of: node) { result, condition, chosen, other in
      let isChosen = (node.value(0)[condition] != 0) == (operand == 1)
      guard isChosen else { return }
      adjoint[operand == 1 ? chosen : other] += node.upstream[result]
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    forEachElement(of: node) { result, condition, chosen, other in
      let operand = node.value(0)[condition] != 0 ? 1 : 2
      let place = operand == 1 ? chosen : other
      node.outputTangent[result] = node.varies(operand) ? node.tangent(operand)[place] : 0
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let condition = node.operands[0]
    let part: Symbol =
      operand == 1 ? .select(condition, upstream, 0) : .select(condition, 0, upstream)
    return part.summed(to: node.operands[operand].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let chosen = Symbol.select(node.operands[0], tangents[1] ?? 0, tangents[2] ?? 0)
    // A condition that is known may choose what does not move.
    guard chosen.number == nil else { return node.tape.zeros(node.result.shape) }
    return chosen.broadcast(to: node.result.shape)
  }

  /// Calls `body` with the places of the result, the condition and both alternatives.
  @inline(__always)
  private static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (Int, Int, Int, Int) -> Void
  ) {
    BroadcastRows(node.geometry, operandCount: 3).forEach { row in
      for index in 0..<row.length {
        body(
          row.result + index,
          row.operand(0) + index * row.stride(0),
          row.operand(1) + index * row.stride(1),
          row.operand(2) + index * row.stride(2))
      }
    }
  }
}
