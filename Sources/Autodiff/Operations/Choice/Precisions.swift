/// An operation that rounds each element to the numbers of a precision, as a model does that computes
/// in less than single.
///
/// Its derivative is taken to be 1, as in every framework: the steps are meant to be too small to
/// matter, and a derivative of 0 would end training.
protocol RoundingRule: UnaryRule {}

extension RoundingRule {
  static var smoothness: Smoothness { .rounding }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { 1 }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { 1 }
  static func partialText(x: String, y: String) -> String { "1" }
}

/// The nearest number of single precision: 24 significant bits.
enum RoundToSingle: RoundingRule {
  static let name = "single"

  static func value<T: Scalar>(_ x: T) -> T { T(Float(x)) }
}

/// The nearest number of half precision: 11 significant bits, none beyond 65504.
///
/// What is more precise is rounded to single first, as PyTorch does: it computes in single what it keeps
/// in half.
enum RoundToHalf: RoundingRule {
  static let name = "half"

  static func value<T: Scalar>(_ x: T) -> T { T(Float16(Float(x))) }
}

/// The nearest number of bfloat16: 8 significant bits and the range of single precision.
///
/// What is more precise is rounded to single first, likewise.
enum RoundToBFloat16: RoundingRule {
  static let name = "bfloat16"

  static func value<T: Scalar>(_ x: T) -> T {
    guard x.isFinite else { return x }
    let bits = Float(x).bitPattern
    // Of two that are equally near, the one whose last bit is 0.
    let roundedUp = bits &+ 0x7fff &+ (bits >> 16 & 1)
    return T(Float(bitPattern: roundedUp & 0xffff_0000))
  }
}
