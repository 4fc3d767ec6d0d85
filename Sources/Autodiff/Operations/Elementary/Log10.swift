/// `y = log(x)/log(10)`, exact at powers of 10.
enum Log10: UnaryRule {
  static let name = "log10"

  static func value<T: Scalar>(_ x: T) -> T { T.log10(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / (x * T.log(10)) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / (x * .number(Double.log(10))) }
  static func partialText(x: String, y: String) -> String { "1/(\(x)·log(10))" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.2...3 }
}
