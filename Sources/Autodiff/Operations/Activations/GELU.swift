/// `y = x·Φ(x)`, with Φ the distribution function of the standard normal: Hendrycks and Gimpel, 2016.
enum GELU: UnaryRule {
  static let name = "gelu"

  // At -∞ and at ±∞ the products are ∞·0; their limits are 0.
  static func value<T: Scalar>(_ x: T) -> T { x == -.infinity ? 0 : x * normal(x) }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T {
    let bounded = x.isInfinite ? 0 : x
    return normal(x) + bounded * T.exp(-bounded * bounded / 2) / T(2 * Double.pi).squareRoot()
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol {
    let normal = Symbol.erfc(-x / .number(2.0.squareRoot())) / 2
    let bounded = Symbol.select(.equal(.abs(x), .number(.infinity)), 0, x)
    let bump = bounded * .exp(-Symbol.square(bounded) / 2)
    return normal + bump / .number((2 * Double.pi).squareRoot())
  }
  static func partialText(x: String, y: String) -> String { "Φ(\(x)) + \(x)·φ(\(x))" }

  /// Φ(x) by the complementary error function, which keeps its digits far to the left.
  private static func normal<T: Scalar>(_ x: T) -> T {
    T.erfc(-x / T(2).squareRoot()) / 2
  }
}
