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
