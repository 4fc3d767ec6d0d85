/// `y = x·Φ(x)`, with Φ the distribution function of the standard normal: Hendrycks and Gimpel, 2016.
enum GELU: UnaryRule {
  static let name = "gelu"

  static func value<T: Scalar>(_ x: T) -> T { x * normal(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T {
    normal(x) + x * T.exp(-x * x / 2) / T(2 * Double.pi).squareRoot()
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol {
    let normal = Symbol.erfc(-x / .number(2.0.squareRoot())) / 2
    return normal + x * .exp(-Symbol.square(x) / 2) / .number((2 * Double.pi).squareRoot())
  }
  static func partialText(x: String, y: String) -> String { "Φ(\(x)) + \(x)·φ(\(x))" }

  /// Φ(x) by the complementary error function, which keeps its digits far to the left.
  private static func normal<T: Scalar>(_ x: T) -> T {
    T.erfc(-x / T(2).squareRoot()) / 2
  }
}
