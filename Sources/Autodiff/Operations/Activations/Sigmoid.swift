/// `y = 1/(1 + exp(-x))`, which squashes any number into (0, 1).
enum Sigmoid: UnaryRule {
  static let name = "sigmoid"

  static func value<T: Scalar>(_ x: T) -> T {
    // The exponential of a negative number cannot overflow.
    let small = T.exp(-x.magnitude)
    return x < 0 ? small / (1 + small) : 1 / (1 + small)
  }
  // Where y is almost 1, 1 - y has lost its digits, and σ(-x) has them.
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T {
    y < 0.75 ? y * (1 - y) : y * value(-x)
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { y * .sigmoid(-x) }
  static func partialText(x: String, y: String) -> String { "\(y)·(1 - \(y))" }

  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int
  ) {
    T.sigmoid(x, into: y, count: count)
  }
}
