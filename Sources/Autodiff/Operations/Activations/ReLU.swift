/// `y = max(x, 0)`, with the derivative 0 at 0; where it is off, it lets no derivative through.
enum ReLU: UnaryRule {
  static let name = "relu"

  static func value<T: Scalar>(_ x: T) -> T { x > 0 ? x : x.isNaN ? x : 0 }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { chain(1, x, y) }
  static func chain<T: Scalar>(_ derivative: T, _ x: T, _ y: T) -> T {
    x > 0 ? derivative : x.isNaN ? x : 0
  }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { chain(1, x, y) }
  static func chain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol) -> Symbol {
    Symbol.select(.greater(x, 0), derivative, 0).carryingNaN(of: x)
  }
  static func partialText(x: String, y: String) -> String { "1 if \(x) > 0 else 0" }

  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "0")
  static func isKink<T: Scalar>(_ x: T) -> Bool { x == 0 }
}
