/// `y = log(x)`, the natural logarithm.
enum Log: UnaryRule {
  static let name = "log"

  static func value<T: Scalar>(_ x: T) -> T { T.log(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / x }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / x }
  static func partialText(x: String, y: String) -> String { "1/\(x)" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.2...3 }
}
