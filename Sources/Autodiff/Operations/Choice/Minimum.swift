/// `z = min(x, y)`; where the two are equal, each receives half of the adjoint.
enum Minimum: BinaryRule {
  static let name = "min"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x.isNaN || y.isNaN ? .nan : x < y ? x : y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { firstChain(1, x, y, z) }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { secondChain(1, x, y, z) }
  static func firstChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    x < y ? derivative : x == y ? derivative / 2 : z.isNaN ? z : 0
  }
  static func secondChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    y < x ? derivative : x == y ? derivative / 2 : z.isNaN ? z : 0
  }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    firstChain(1, x, y, z)
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    secondChain(1, x, y, z)
  }
  static func firstChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    Maximum.share(derivative, where: .less(x, y), x, y, z)
  }
  static func secondChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    Maximum.share(derivative, where: .less(y, x), x, y, z)
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("1 if \(x) < \(y), 1/2 if equal, else 0", "1 if \(y) < \(x), 1/2 if equal, else 0")
  }

  static let smoothness = Smoothness.kinked(at: "x = y", uses: "1/2 for each")
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool { x == y }
}
