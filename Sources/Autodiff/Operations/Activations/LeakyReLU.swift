/// `z = x` for positive x and `z = slope·x` otherwise, with the derivative `slope` at 0.
enum LeakyReLU: BinaryRule {
  static let name = "leakyRelu"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x > 0 ? x : y * x }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { x > 0 ? 1 : y }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { x > 0 ? 0 : x }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    .select(.greater(x, 0), 1, y)
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    .select(.greater(x, 0), 0, x)
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("1 if \(x) > 0 else \(y)", "0 if \(x) > 0 else \(x)")
  }

  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "the slope")
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool { x == 0 }
}
