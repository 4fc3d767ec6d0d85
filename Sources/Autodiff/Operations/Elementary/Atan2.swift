/// `z = atan2(y, x)`, the angle of the point (x, y) in radians, from -π to π; the first operand is y.
///
/// At (0, 0) there is no angle, and the derivatives are NaN.
enum Atan2: BinaryRule {
  static let name = "atan2"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { T.atan2(x, y) }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { y / (x * x + y * y) }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { -x / (x * x + y * y) }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    y / (.square(x) + .square(y))
  }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    -x / (.square(x) + .square(y))
  }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) {
    ("\(y)/(\(x)² + \(y)²)", "-\(x)/(\(x)² + \(y)²)")
  }

  static func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    operand == 0 ? -2...2 : 0.2...2
  }
}
