/// `z = x^y`, with 0 for the derivatives whose formula is 0·∞ at the edge of the domain.
enum Power: BinaryRule {
  static let name = "^"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { T.pow(x, y) }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T {
    y == 0 ? 0 : y * T.pow(x, y - 1)
  }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T {
    x == 0 && y >= 0 ? 0 : z * T.log(x)
  }

  // A `where` around the whole would hide what is not a number from the value, but not from the
  // derivative of the derivative; so the operand that does the harm is replaced instead.
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    if let y = y.number { return y == 0 ? 0 : .number(y) * .pow(x, .number(y - 1)) }
    if let x = x.number, x != 0 { return y * .pow(.number(x), y - 1) }
    // Elsewhere y itself has to stay in both places: at y = 0 the second derivatives need it.
    let isCorner = Symbol.equal(x, 0) * .equal(y, 0)
    return .select(isCorner, 0, y) * .pow(x, .select(isCorner, 1, y) - 1)
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    if let x = x.number, x != 0 { return z * .log(.number(x)) }
    return z * .log(.select(.equal(x, 0) * .greaterOrEqual(y, 0), 1, x))
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("\(y)·\(x)^(\(y) - 1)", "\(z)·log(\(x))")
  }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    operand == 0 ? 0.3...3 : -2...2
  }
}
