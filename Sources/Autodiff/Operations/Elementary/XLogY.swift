/// `z = x·log(y)`, and 0 where x is 0 whatever number y is: a term of an entropy.
///
/// Where x is 0 and y not positive, the derivative by x is taken to be 0, as in PyTorch.
enum XLogY: BinaryRule {
  static let name = "xlogy"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x == 0 && !y.isNaN ? 0 : x * T.log(y) }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T {
    x == 0 && y <= 0 ? 0 : T.log(y)
  }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { x / y }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    let isAtEdge = Symbol.equal(x, 0) * .apply(.lessOrEqual, [y, 0])
    return .select(isAtEdge, 0, .log(y))
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { x / y }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("log(\(y))", "\(x)/\(y)")
  }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    operand == 0 ? -2...2 : 0.2...2
  }
}
