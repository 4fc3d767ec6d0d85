/// `y = log(1 + x)`, which keeps all digits of a small x.
enum Log1p: UnaryRule {
  static let name = "log1p"

  static func value<T: Scalar>(_ x: T) -> T { T.log1p(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / (1 + x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / (1 + x) }
  static func partialText(x: String, y: String) -> String { "1/(1 + \(x))" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { -0.8...2 }
}
