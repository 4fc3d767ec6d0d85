/// Cross-entropy of independent sigmoids from their scores, the mean over the rows of a batch:
/// `Σ softplus(z) - t·z` for targets t between 0 and 1, whose gradient is `(sigmoid(z) - t) / rows`.
///
/// The geometry is (rows).
enum SigmoidCrossEntropy: PairLossRule {
  static let name = "sigmoidCrossEntropy"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    operand == 0 ? "(sigmoid(\(names[0])) - \(names[1]))/rows" : "-\(names[0])/rows"
  }

  static func loss<T: Scalar>(_ x: T, _ target: T) -> T { Softplus.value(x) - target * x }

  static func partial<T: Scalar>(operand: Int, _ x: T, _ target: T) -> T {
    operand == 0 ? Sigmoid.value(x) - target : -x
  }

  static func partial(operand: Int, _ x: Symbol, _ target: Symbol) -> Symbol {
    operand == 0 ? .sigmoid(x) - target : -x
  }

  static func divisor(of shape: Shape) -> Int {
    shape.rank == 2 ? shape.extents[0] : 1
  }
}
