/// `y = erfc(x) = 1 - erf(x)`, which keeps its digits where the error function is almost 1.
enum Erfc: UnaryRule {
  static let name = "erfc"

  static func value<T: Scalar>(_ x: T) -> T { T.erfc(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { -Erf.partial(x, y) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { -Erf.partial(x, y) }
  static func partialText(x: String, y: String) -> String { "-2/√π·exp(-\(x)²)" }
}
