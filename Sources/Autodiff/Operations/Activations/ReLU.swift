/// `y = max(x, 0)`, with the derivative 0 at 0.
enum ReLU: UnaryRule {
  static let name = "relu"

  static func value<T: Scalar>(_ x: T) -> T { x > 0 ? x : x.isNaN ? x : 0 }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { x > 0 ? 1 : x.isNaN ? x : 0 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol {
    Symbol.greater(x, 0).carryingNaN(of: x)
  }
  static func partialText(x: String, y: String) -> String { "1 if \(x) > 0 else 0" }

  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "0")
  static func isKink<T: Scalar>(_ x: T) -> Bool { x == 0 }
}
