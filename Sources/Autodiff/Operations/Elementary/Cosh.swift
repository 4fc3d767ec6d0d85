/// `y = cosh(x)`.
enum Cosh: UnaryRule {
  static let name = "cosh"

  static func value<T: Scalar>(_ x: T) -> T { T.cosh(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { T.sinh(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { .sinh(x) }
  static func partialText(x: String, y: String) -> String { "sinh(\(x))" }
}
