import CKernels

/// The two precisions the core computes in: `Float` for training and `Double` for exploring.
///
/// The core is generic over exactly these two and specialised for both. Each supplies the elementary
/// functions of its precision and the kernel that multiplies matrices.
public protocol Scalar: BinaryFloatingPoint, LosslessStringConvertible, Sendable {
  /// The exponential function.
  static func exp(_ x: Self) -> Self
  /// The exponential function less one, accurate near zero.
  static func expm1(_ x: Self) -> Self
  /// The natural logarithm.
  static func log(_ x: Self) -> Self
  /// The natural logarithm of one plus `x`, accurate near zero.
  static func log1p(_ x: Self) -> Self
  /// The logarithm to the base 2.
  static func log2(_ x: Self) -> Self
  /// The logarithm to the base 10.
  static func log10(_ x: Self) -> Self
  /// `x` to the power `y`.
  static func pow(_ x: Self, _ y: Self) -> Self
  /// The sine of an angle in radians.
  static func sin(_ x: Self) -> Self
  /// The cosine of an angle in radians.
  static func cos(_ x: Self) -> Self
  /// The tangent of an angle in radians.
  static func tan(_ x: Self) -> Self
  /// The angle in radians whose sine is `x`.
  static func asin(_ x: Self) -> Self
  /// The angle in radians whose cosine is `x`.
  static func acos(_ x: Self) -> Self
  /// The angle in radians whose tangent is `x`.
  static func atan(_ x: Self) -> Self
  /// The angle in radians of the point whose ordinate is given first.
  static func atan2(_ y: Self, _ x: Self) -> Self
  /// The hyperbolic sine.
  static func sinh(_ x: Self) -> Self
  /// The hyperbolic cosine.
  static func cosh(_ x: Self) -> Self
  /// The hyperbolic tangent.
  static func tanh(_ x: Self) -> Self
  /// The error function.
  static func erf(_ x: Self) -> Self
  /// One less the error function, accurate where that is small.
  static func erfc(_ x: Self) -> Self

  /// Adds the product of two matrices to a third, or stores it there.
  static func multiply(_ product: MatrixProduct<Self>)
  /// Stores `matrix · weightsᵀ`, where `weights` has as many rows as there are units.
  static func multiply(
    _ matrix: SparseMatrix<Self>, byTransposed weights: UnsafePointer<Self>, units: Int,
    into product: UnsafeMutablePointer<Self>)
  /// Adds `upstreamᵀ · matrix` to the adjoint of such weights.
  static func add(
    _ upstream: UnsafePointer<Self>, transposedTimes matrix: SparseMatrix<Self>, units: Int,
    to adjoint: UnsafeMutablePointer<Self>)

  /// Stores the exponential of each of `count` elements.
  static func exp(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
  /// Stores the hyperbolic tangent of each of `count` elements.
  static func tanh(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
  /// Stores `1/(1 + exp(-x))` for each of `count` elements.
  static func sigmoid(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
  /// Stores the error function of each of `count` elements.
  static func erf(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
  /// Returns `Σ exp(x - peak)` over a line, and stores the terms in a like line unless that is `nil`.
  static func exponentialSum(
    _ line: Line<Self>, less peak: Self, into terms: UnsafeMutablePointer<Self>?
  ) -> Self
  /// Adds `factor·(exp(x - peak)/sum - [i = hot])` to the elements of a like line.
  static func addSoftmax(
    _ line: Line<Self>, less peak: Self, sum: Self, hot: Int?, times factor: Self,
    to result: UnsafeMutablePointer<Self>)
}

extension Double: Scalar {
  public static func exp(_ x: Double) -> Double { elementary_exp(x) }
  public static func expm1(_ x: Double) -> Double { elementary_expm1(x) }
  public static func log(_ x: Double) -> Double { elementary_log(x) }
  public static func log1p(_ x: Double) -> Double { elementary_log1p(x) }
  public static func log2(_ x: Double) -> Double { elementary_log2(x) }
  public static func log10(_ x: Double) -> Double { elementary_log10(x) }
  public static func atan2(_ y: Double, _ x: Double) -> Double { elementary_atan2(y, x) }
  public static func sin(_ x: Double) -> Double { elementary_sin(x) }
  public static func cos(_ x: Double) -> Double { elementary_cos(x) }
  public static func tan(_ x: Double) -> Double { elementary_tan(x) }
  public static func asin(_ x: Double) -> Double { elementary_asin(x) }
  public static func acos(_ x: Double) -> Double { elementary_acos(x) }
  public static func atan(_ x: Double) -> Double { elementary_atan(x) }
  public static func sinh(_ x: Double) -> Double { elementary_sinh(x) }
  public static func cosh(_ x: Double) -> Double { elementary_cosh(x) }
  public static func tanh(_ x: Double) -> Double { elementary_tanh(x) }
  public static func erf(_ x: Double) -> Double { elementary_erf(x) }
  public static func erfc(_ x: Double) -> Double { elementary_erfc(x) }
  public static func pow(_ x: Double, _ y: Double) -> Double { elementary_pow(x, y) }
}

extension Float: Scalar {
  public static func exp(_ x: Float) -> Float { elementary_expf(x) }
  public static func expm1(_ x: Float) -> Float { elementary_expm1f(x) }
  public static func log(_ x: Float) -> Float { elementary_logf(x) }
  public static func log1p(_ x: Float) -> Float { elementary_log1pf(x) }
  public static func log2(_ x: Float) -> Float { elementary_log2f(x) }
  public static func log10(_ x: Float) -> Float { elementary_log10f(x) }
  public static func atan2(_ y: Float, _ x: Float) -> Float { elementary_atan2f(y, x) }
  public static func sin(_ x: Float) -> Float { elementary_sinf(x) }
  public static func cos(_ x: Float) -> Float { elementary_cosf(x) }
  public static func tan(_ x: Float) -> Float { elementary_tanf(x) }
  public static func asin(_ x: Float) -> Float { elementary_asinf(x) }
  public static func acos(_ x: Float) -> Float { elementary_acosf(x) }
  public static func atan(_ x: Float) -> Float { elementary_atanf(x) }
  public static func sinh(_ x: Float) -> Float { elementary_sinhf(x) }
  public static func cosh(_ x: Float) -> Float { elementary_coshf(x) }
  public static func tanh(_ x: Float) -> Float { elementary_tanhf(x) }
  public static func erf(_ x: Float) -> Float { elementary_erff(x) }
  public static func erfc(_ x: Float) -> Float { elementary_erfcf(x) }
  public static func pow(_ x: Float, _ y: Float) -> Float { elementary_powf(x, y) }
}
