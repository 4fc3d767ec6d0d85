/// `z = x·y`: the product passes its adjoint on times the other operand.
enum Multiply: BinaryRule {
  static let name = "*"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x * y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { y }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { x }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { y }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { x }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) { (y, x) }
}
