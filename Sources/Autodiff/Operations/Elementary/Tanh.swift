/// `y = tanh(x)`, which squashes any number into (-1, 1).
enum Tanh: UnaryRule {
  static let name = "tanh"

  static func value<T: Scalar>(_ x: T) -> T { T.tanh(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 - y * y }
  // 4·σ(2x)·σ(-2x) keeps its digits where tanh is almost 1, in all derivatives.
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 4 * .sigmoid(2 * x) * .sigmoid(-2 * x) }
  static func partialText(x: String, y: String) -> String { "1 - \(y)²" }

  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int
  ) {
    T.tanh(x, into: y, count: count)
  }
}
