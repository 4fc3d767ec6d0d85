/// The two precisions that numbers are computed in.
package enum Precision: String, Hashable, Sendable, CaseIterable {
  /// 24 binary digits, as networks are trained in: `Float`.
  case single
  /// 53 binary digits, as programs are explored in: `Double`.
  case double

  /// The number that is stored for `value`, read in double precision.
  ///
  /// For a sum, product, quotient or square root of two numbers of this precision, worked out in
  /// double precision, it is the very number that a computation in this precision gives.
  package func rounded(_ value: Double) -> Double {
    switch self {
    case .single: Double(Float(value))
    case .double: value
    }
  }

  /// The largest number whose exponential is finite.
  package var largestExponent: Double {
    switch self {
    case .single: Double(Float.log(.greatestFiniteMagnitude))
    case .double: Double.log(.greatestFiniteMagnitude)
    }
  }
}

extension Scalar {
  /// Which of the two it is.
  static var precision: Precision {
    significandBitCount == Float.significandBitCount ? .single : .double
  }
}

extension Tensor {
  /// The same numbers in double precision, in which each is exact.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  func inDouble() -> Tensor<Double> {
    if let same = self as? Tensor<Double> { return same }
    return Tensor<Double>(unchecked: elements.map { Double($0) }, shape: shape)
  }
}

extension Array where Element: Scalar {
  /// Numbers in this precision, rounded where it is less than double.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  init(rounding numbers: [Double]) {
    self = numbers.map { Element($0) }
  }
}
