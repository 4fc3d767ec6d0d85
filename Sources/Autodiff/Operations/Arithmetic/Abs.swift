/// `y = |x|`, with the derivative 0 at 0.
enum Abs: UnaryRule {
  static let name = "abs"

  static func value<T: Scalar>(_ x: T) -> T { x.magnitude }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T {
    x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : .nan
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol {
    (.greater(x, 0) - .less(x, 0)).carryingNaN(of: x)
  }
  static func partialText(x: String, y: String) -> String { "sign(\(x))" }

  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "0")
  static func isKink<T: Scalar>(_ x: T) -> Bool { x == 0 }
}
