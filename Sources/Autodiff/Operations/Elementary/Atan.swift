/// `y = atan(x)`, in radians.
enum Atan: UnaryRule {
  static let name = "atan"

  static func value<T: Scalar>(_ x: T) -> T { T.atan(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / (1 + x * x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / (1 + .square(x)) }
  static func partialText(x: String, y: String) -> String { "1/(1 + \(x)²)" }
}
