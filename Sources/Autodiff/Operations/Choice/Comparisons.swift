/// An operation that answers 1 or 0; its derivative is zero wherever there is one, so that neither
/// operand receives an adjoint.
protocol ComparisonRule: BinaryRule {
  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool
}

extension ComparisonRule {
  static var smoothness: Smoothness { .stepwise }
  static func isDifferentiable(inOperand operand: Int) -> Bool { false }
  static func value<T: Scalar>(_ x: T, _ y: T) -> T { holds(x, y) ? 1 : 0 }
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { 0 }
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T { 0 }
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { 0 }
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol { 0 }
  static func partialTexts(x: String, y: String, z: String) -> (String, String) { ("0", "0") }
}

/// `z = 1` where `x < y`, else 0.
enum Less: ComparisonRule {
  static let name = "<"

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x < y }
}

/// `z = 1` where `x <= y`, else 0.
enum LessOrEqual: ComparisonRule {
  static let name = "<="

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x <= y }
}

/// `z = 1` where `x > y`, else 0.
enum Greater: ComparisonRule {
  static let name = ">"

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x > y }
}

/// `z = 1` where `x >= y`, else 0.
enum GreaterOrEqual: ComparisonRule {
  static let name = ">="

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x >= y }
}

/// `z = 1` where `x == y`, else 0.
enum Equal: ComparisonRule {
  static let name = "=="

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x == y }
}

/// `z = 1` where `x != y`, else 0.
enum NotEqual: ComparisonRule {
  static let name = "!="

  static func holds<T: Scalar>(_ x: T, _ y: T) -> Bool { x != y }
}
