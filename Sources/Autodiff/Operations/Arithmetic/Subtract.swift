/// `z = x - y`.
enum Subtract: BinaryRule {
  static let name = "-"

  static func value<T: Scalar>(_ x: T, _ y: T) -> T { x - y }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { 1 }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { -1 }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) { ("1", "-1") }
}
