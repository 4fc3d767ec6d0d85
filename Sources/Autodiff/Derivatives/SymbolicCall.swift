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
}
