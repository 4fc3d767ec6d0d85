/// `y = tan(x)`, in radians.
enum Tan: UnaryRule {
  static let name = "tan"

  static func value<T: Scalar>(_ x: T) -> T { T.tan(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 + y * y }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 + .square(y) }
  static func partialText(x: String, y: String) -> String { "1 + \(y)²" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { -1.2...1.2 }
}
