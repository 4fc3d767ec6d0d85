/// `z = x/y`.
enum Divide: BinaryRule {
  static let name = "/"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x / y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { 1 / y }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { -z / y }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { 1 / y }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { -z / y }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("1/\(y)", "-\(z)/\(y)")
  }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    operand == 0 ? -2...2 : 0.3...3
  }
}
