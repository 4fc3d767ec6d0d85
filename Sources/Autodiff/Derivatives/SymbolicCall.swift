/// A node whose derivative is being built: what ``KernelCall`` is to the sweeps.
struct SymbolicCall {
  let operands: [Symbol]
  let result: Symbol
  let attributes: [Int]
  let tape: DerivativeTape

  /// The tangents of the operands, in which those that do not move are zeros.
  func filled(_ tangents: [Symbol?]) -> [Symbol] {
    tangents.enumerated().map { $1 ?? tape.zeros(operands[$0].shape) }
  }

  /// What the node's adjoint sends to one operand: nothing but zeros where one of the two has no
  /// elements, whose derivative a rule might otherwise take apart along axes of any length.
  func contribution(of operation: Operation, _ upstream: Symbol, toOperand place: Int) -> Symbol {
    let shape = operands[place].shape
    guard shape.count > 0, result.shape.count > 0 || operation == .opaque else {
      return tape.zeros(shape)
    }
    return operation.rule.pullback(self, upstream: upstream, operand: place)
  }

  /// The tangent of the result; zeros, likewise, where it or all that moves has no elements.
  func tangent(of operation: Operation, _ tangents: [Symbol?]) -> Symbol {
    let moves = tangents.contains { $0.map { $0.shape.count > 0 } ?? false }
    guard moves, result.shape.count > 0 else { return tape.zeros(result.shape) }
    return operation.rule.pushforward(self, tangents: tangents)
  }

  /// The tangent of a result that is linear in each operand: its own operation once for every
  /// operand that moves, with the tangent in that one's place.
  func linearInEach(_ operation: Operation, _ tangents: [Symbol?]) -> Symbol {
    let moved = tangents.indices.compactMap { place in
      tangents[place].map { tangent in
        var factors = operands
        factors[place] = tangent
        return Symbol.apply(operation, factors, attributes: attributes)
      }
    }
    return moved.dropFirst().reduce(moved[0], +)
  }
}
