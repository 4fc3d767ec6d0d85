/// `y = erf(x) = 2/√π ∫₀ˣ exp(-t²) dt`, the error function.
enum Erf: UnaryRule {
  static let name = "erf"

  static func value<T: Scalar>(_ x: T) -> T { T.erf(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T {
    T(2 / Double.pi.squareRoot()) * T.exp(-x * x)
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol {
    .number(2 / Double.pi.squareRoot()) * .exp(-Symbol.square(x))
  }
  static func partialText(x: String, y: String) -> String { "2/√π·exp(-\(x)²)" }

  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int
  ) {
    T.erf(x, into: y, count: count)
  }
}
