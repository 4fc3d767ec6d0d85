/// `y = 1/√x`, as normalisation divides by it; its derivative grows without bound toward 0.
enum Rsqrt: UnaryRule {
  static let name = "rsqrt"

  static func value<T: Scalar>(_ x: T) -> T { 1 / x.squareRoot() }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -y * (y * y) / 2 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -y * (y * y) / 2 }
  static func partialText(x: String, y: String) -> String { "-\(y)³/2" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.3...3 }
}
