/// `y = exp(x) - 1`, which keeps all digits of a small x.
enum Expm1: UnaryRule {
  static let name = "expm1"

  static func value<T: Scalar>(_ x: T) -> T { T.expm1(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { T.exp(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { .exp(x) }
  static func partialText(x: String, y: String) -> String { "exp(\(x))" }
}
