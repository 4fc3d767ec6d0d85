/// `z = max(x, y)`; where the two are equal, each receives half of the adjoint.
enum Maximum: BinaryRule {
  static let name = "max"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x.isNaN || y.isNaN ? .nan : x > y ? x : y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { firstChain(1, x, y, z) }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { secondChain(1, x, y, z) }
  static func firstChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    x > y ? derivative : x == y ? derivative / 2 : z.isNaN ? z : 0
  }
  static func secondChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    y > x ? derivative : x == y ? derivative / 2 : z.isNaN ? z : 0
  }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    firstChain(1, x, y, z)
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    secondChain(1, x, y, z)
  }
  static func firstChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    share(derivative, where: .greater(x, y), x, y, z)
  }
  static func secondChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    share(derivative, where: .greater(y, x), x, y, z)
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("1 if \(x) > \(y), 1/2 if equal, else 0", "1 if \(y) > \(x), 1/2 if equal, else 0")
  }

  /// The derivative where an operand is chosen, half of it where the two are equal.
  static func share(
    _ derivative: Symbol, where isChosen: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol
  ) -> Symbol {
    Symbol.select(isChosen, derivative, .select(.equal(x, y), derivative / 2, 0))
      .carryingNaN(of: z)
  }

  static let smoothness = Smoothness.kinked(at: "x = y", uses: "1/2 for each")
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool { x == y }
}
