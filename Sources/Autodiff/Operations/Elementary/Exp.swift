/// `y = exp(x)`, which is its own derivative.
enum Exp: UnaryRule {
  static let name = "exp"

  static func value<T: Scalar>(_ x: T) -> T { T.exp(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { y }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { y }
  static func partialText(x: String, y: String) -> String { y }

  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int
  ) {
    T.exp(x, into: y, count: count)
  }
}
