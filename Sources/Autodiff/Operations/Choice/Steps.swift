/// An operation of one operand that is constant between jumps: its derivative is zero wherever there
/// is one, so that the operand receives no adjoint.
protocol StepRule: UnaryRule {}

extension StepRule {
  static var smoothness: Smoothness { .stepwise }
  static func isDifferentiable(inOperand operand: Int) -> Bool { false }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 0 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 0 }
  static func partialText(x: String, y: String) -> String { "0" }
}

/// `y = 1` for a positive x, -1 for a negative one and 0 at 0.
enum Sign: StepRule {
  static let name = "sign"

  static func value<T: Scalar>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : x }
}

/// The largest whole number that is not above x.
enum Floor: StepRule {
  static let name = "floor"

  static func value<T: Scalar>(_ x: T) -> T { x.rounded(.down) }
}

/// The nearest whole number; of two, the even one.
enum Round: StepRule {
  static let name = "round"

  static func value<T: Scalar>(_ x: T) -> T { x.rounded(.toNearestOrEven) }
}

/// `y = x`, through which no derivative passes.
enum Detach: UnaryRule {
  static let name = "detach"

  static func isDifferentiable(inOperand operand: Int) -> Bool { false }
  static func value<T: Scalar>(_ x: T) -> T { x }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 0 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 0 }
  static func partialText(x: String, y: String) -> String { "0" }
}
