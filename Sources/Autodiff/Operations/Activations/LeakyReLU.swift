/// `z = x` for positive x and `z = slope·x` otherwise, with the derivative `slope` at 0.
enum LeakyReLU: BinaryRule {
  static let name = "leakyRelu"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x > 0 ? x : y * x }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { x > 0 ? 1 : y }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { secondChain(1, x, y, z) }
  // A positive x chooses itself and has nothing to do with the slope; a slope of 0 still scales.
  static func secondChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    x > 0 ? 0 : derivative * x
  }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    .select(.greater(x, 0), 1, y)
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    secondChain(1, x, y, z)
  }
  static func secondChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    .select(.greater(x, 0), 0, derivative * x)
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("1 if \(x) > 0 else \(y)", "0 if \(x) > 0 else \(x)")
  }

  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "the slope")
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool { x == 0 }
}
