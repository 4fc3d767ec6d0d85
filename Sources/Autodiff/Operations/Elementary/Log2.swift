/// `y = log(x)/log(2)`, exact at powers of 2.
enum Log2: UnaryRule {
  static let name = "log2"

  static func value<T: Scalar>(_ x: T) -> T { T.log2(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 / (x * T.log(2)) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 / (x * .number(Double.log(2))) }
  static func partialText(x: String, y: String) -> String { "1/(\(x)·log(2))" }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { 0.2...3 }
}
