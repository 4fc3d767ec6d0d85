/// `z = x - y`.
enum Subtract: BinaryRule {
  static let name = "-"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x - y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { 1 }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { -1 }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { 1 }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { -1 }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) { ("1", "-1") }
}
