// Each function works on every element for itself: the result has the operand's shape, in O(n) for n
// elements. Free functions, so that expressions are written as in a textbook; disfavoured, so that
// `sqrt(2)` stays the C library's.

/// `eˣ`.
@_disfavoredOverload
public func exp(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.exp, [x], at: SourcePlace(fileID, line))
}

/// The natural logarithm; NaN below 0.
@_disfavoredOverload
public func log(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.log, [x], at: SourcePlace(fileID, line))
}

/// `√x`; NaN below 0, and the derivative grows without bound toward 0.
@_disfavoredOverload
public func sqrt(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.sqrt, [x], at: SourcePlace(fileID, line))
}

/// `|x|`, with the derivative 0 at 0.
@_disfavoredOverload
public func abs(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.abs, [x], at: SourcePlace(fileID, line))
}

/// The sine of an angle in radians.
@_disfavoredOverload
public func sin(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.sin, [x], at: SourcePlace(fileID, line))
}

/// The cosine of an angle in radians.
@_disfavoredOverload
public func cos(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.cos, [x], at: SourcePlace(fileID, line))
}

/// The tangent of an angle in radians.
@_disfavoredOverload
public func tan(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.tan, [x], at: SourcePlace(fileID, line))
}

/// The angle in radians whose sine is `x`; NaN outside -1...1.
@_disfavoredOverload
public func asin(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.asin, [x], at: SourcePlace(fileID, line))
}

/// The angle in radians whose cosine is `x`; NaN outside -1...1.
@_disfavoredOverload
public func acos(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.acos, [x], at: SourcePlace(fileID, line))
}

/// The angle in radians whose tangent is `x`.
@_disfavoredOverload
public func atan(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.atan, [x], at: SourcePlace(fileID, line))
}

/// `(eˣ - e⁻ˣ)/2`.
@_disfavoredOverload
public func sinh(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.sinh, [x], at: SourcePlace(fileID, line))
}

/// `(eˣ + e⁻ˣ)/2`.
@_disfavoredOverload
public func cosh(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.cosh, [x], at: SourcePlace(fileID, line))
}

/// The hyperbolic tangent, which squashes any number into -1...1.
@_disfavoredOverload
public func tanh(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.tanh, [x], at: SourcePlace(fileID, line))
}

/// `1/(1 + e⁻ˣ)`, which squashes any number into 0...1.
@_disfavoredOverload
public func sigmoid(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.sigmoid, [x], at: SourcePlace(fileID, line))
}

/// `x` where it is positive, else 0, with the derivative 0 at 0.
@_disfavoredOverload
public func relu(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.relu, [x], at: SourcePlace(fileID, line))
}

/// `log(1 + eˣ)`: a smooth ReLU.
@_disfavoredOverload
public func softplus(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.softplus, [x], at: SourcePlace(fileID, line))
}

/// `x·Φ(x)` with the normal distribution's Φ.
@_disfavoredOverload
public func gelu(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.gelu, [x], at: SourcePlace(fileID, line))
}

/// The error function.
@_disfavoredOverload
public func erf(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.erf, [x], at: SourcePlace(fileID, line))
}

/// `x` where it is positive, else `slope·x`, with the derivative `slope` at 0.
@_disfavoredOverload
public func leakyRelu(
  _ x: Node, slope: Node = 0.01, fileID: String = #fileID, line: Int = #line
) -> Node {
  .apply(.leakyRelu, [x, slope], at: SourcePlace(fileID, line))
}

/// `x` to a power; a literal exponent 2 makes a square. Operands are broadcast.
@_disfavoredOverload
public func pow(
  _ x: Node, _ exponent: Node, fileID: String = #fileID, line: Int = #line
) -> Node {
  .apply(.power, [x, exponent], at: SourcePlace(fileID, line))
}

/// The smaller of each pair of elements; equal ones share the adjoint. Operands are broadcast.
@_disfavoredOverload
public func min(_ x: Node, _ y: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.minimum, [x, y], at: SourcePlace(fileID, line))
}

/// The larger of each pair of elements; equal ones share the adjoint. Operands are broadcast.
@_disfavoredOverload
public func max(_ x: Node, _ y: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.maximum, [x, y], at: SourcePlace(fileID, line))
}

/// `x` where the condition is not 0, else `y`, as in `select(a .< b, x, y)`. Operands are broadcast;
/// the condition receives no adjoint.
@_disfavoredOverload
public func select(
  _ condition: Node, _ x: Node, _ y: Node, fileID: String = #fileID, line: Int = #line
) -> Node {
  .apply(.select, [condition, x, y], at: SourcePlace(fileID, line))
}

/// `log(1 + x)`, accurate near 0.
@_disfavoredOverload
public func log1p(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.log1p, [x], at: SourcePlace(fileID, line))
}

/// `eˣ - 1`, accurate near 0.
@_disfavoredOverload
public func expm1(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.expm1, [x], at: SourcePlace(fileID, line))
}

/// The logarithm to the base 2.
@_disfavoredOverload
public func log2(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.log2, [x], at: SourcePlace(fileID, line))
}

/// The logarithm to the base 10.
@_disfavoredOverload
public func log10(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.log10, [x], at: SourcePlace(fileID, line))
}

/// 1, -1 or 0, by the sign; no derivative passes.
@_disfavoredOverload
public func sign(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.sign, [x], at: SourcePlace(fileID, line))
}

/// The largest whole number that is not above x; no derivative passes.
@_disfavoredOverload
public func floor(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.floor, [x], at: SourcePlace(fileID, line))
}

/// The nearest whole number, of two the even one; no derivative passes.
@_disfavoredOverload
public func round(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.round, [x], at: SourcePlace(fileID, line))
}

/// The angle of the point (x, y) in radians.
@_disfavoredOverload
public func atan2(_ y: Node, _ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.atan2, [y, x], at: SourcePlace(fileID, line))
}

/// The value itself, through which no derivative passes.
public func detach(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.detach, [x], at: SourcePlace(fileID, line))
}
