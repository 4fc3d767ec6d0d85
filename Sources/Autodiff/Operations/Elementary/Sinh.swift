/// `y = sinh(x)`.
enum Sinh: UnaryRule {
  static let name = "sinh"

  static func value<T: Scalar>(_ x: T) -> T { T.sinh(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { T.cosh(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { .cosh(x) }
  static func partialText(x: String, y: String) -> String { "cosh(\(x))" }
}
