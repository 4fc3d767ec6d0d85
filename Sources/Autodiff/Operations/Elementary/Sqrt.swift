/// `y = √x`, whose derivative grows without bound toward 0.
enum Sqrt: UnaryRule {
  static let name = "sqrt"

  static func value<T: Scalar>(_ x: T) -> T { x.squareRoot() }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / (2 * y) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / (2 * y) }
  static func partialText(x: String, y: String) -> String { "1/(2·\(y))" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.2...3 }
}
