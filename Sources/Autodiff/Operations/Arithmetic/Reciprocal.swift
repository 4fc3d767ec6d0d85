/// `y = 1/x`.
enum Reciprocal: UnaryRule {
  static let name = "reciprocal"

  static func value<T: Scalar>(_ x: T) -> T { 1 / x }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -y * y }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -y * y }
  static func partialText(x: String, y: String) -> String { "-\(y)²" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.3...3 }
}
