/// `y = acos(x)`, in radians.
enum Acos: UnaryRule {
  static let name = "acos"

  static func value<T: Scalar>(_ x: T) -> T { T.acos(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -1 / ((1 - x) * (1 + x)).squareRoot() }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -1 / .sqrt((1 - x) * (1 + x)) }
  static func partialText(x: String, y: String) -> String { "-1/√(1 - \(x)²)" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { -0.9...0.9 }
}
