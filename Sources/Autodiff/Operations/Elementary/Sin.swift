/// `y = sin(x)`, in radians.
enum Sin: UnaryRule {
  static let name = "sin"

  static func value<T: Scalar>(_ x: T) -> T { T.sin(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { T.cos(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { .cos(x) }
  static func partialText(x: String, y: String) -> String { "cos(\(x))" }
}
