/// `y = cos(x)`, in radians.
enum Cos: UnaryRule {
  static let name = "cos"

  static func value<T: Scalar>(_ x: T) -> T { T.cos(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -T.sin(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -Symbol.sin(x) }
  static func partialText(x: String, y: String) -> String { "-sin(\(x))" }
}
