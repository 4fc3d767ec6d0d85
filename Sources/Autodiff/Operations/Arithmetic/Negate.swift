/// `y = -x`.
enum Negate: UnaryRule {
  static let name = "-"

  static func value<T: Scalar>(_ x: T) -> T { -x }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -1 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -1 }
  static func partialText(x: String, y: String) -> String { "-1" }
}
