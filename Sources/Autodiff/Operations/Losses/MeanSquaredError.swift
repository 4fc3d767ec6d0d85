/// The mean over all elements of `(x - t)²`.
enum MeanSquaredError: PairLossRule {
  static let name = "meanSquaredError"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    let (x, target) = operand == 0 ? (names[0], names[1]) : (names[1], names[0])
    return "2·(\(x) - \(target))/count"
  }

  static func loss<T: Scalar>(_ x: T, _ target: T) -> T { (x - target) * (x - target) }

  static func partial<T: Scalar>(operand: Int, _ x: T, _ target: T) -> T {
    operand == 0 ? 2 * (x - target) : 2 * (target - x)
  }

  static func partial(operand: Int, _ x: Symbol, _ target: Symbol) -> Symbol {
    operand == 0 ? 2 * (x - target) : 2 * (target - x)
  }

  static func divisor(of shape: Shape) -> Int { shape.count }
}
