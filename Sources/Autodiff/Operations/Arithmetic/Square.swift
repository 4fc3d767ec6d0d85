/// `y = x²`, which `x^2` becomes.
enum Square: UnaryRule {
  static let name = "square"

  static func value<T: Scalar>(_ x: T) -> T { x * x }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 2 * x }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 2 * x }
  static func partialText(x: String, y: String) -> String { "2·\(x)" }
}
