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
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("\(y)·\(x)^(\(y) - 1)", "\(z)·log(\(x))")
  }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    operand == 0 ? 0.3...3 : -2...2
  }
}
