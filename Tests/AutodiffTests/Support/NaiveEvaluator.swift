import Glibc

import enum Autodiff.Operation

/// A number and its derivative by one other number, as in any textbook on dual numbers.
///
/// Nothing here comes from the kernels under test: values by the C library, derivatives by the rules
/// of calculus, written another way where there is one.
struct Dual {
  var value: Double
  var slope: Double

  static func constant(_ value: Double) -> Dual { Dual(value: value, slope: 0) }

  static func + (x: Dual, y: Dual) -> Dual {
    Dual(value: x.value + y.value, slope: x.slope + y.slope)
  }
  static func - (x: Dual, y: Dual) -> Dual {
    Dual(value: x.value - y.value, slope: x.slope - y.slope)
  }
  static func * (x: Dual, y: Dual) -> Dual {
    Dual(value: x.value * y.value, slope: x.slope * y.value + x.value * y.slope)
  }
  static func / (x: Dual, y: Dual) -> Dual {
    Dual(
      value: x.value / y.value,
      slope: (x.slope * y.value - x.value * y.slope) / (y.value * y.value))
  }

  /// The chain rule.
  func through(_ value: Double, slope outer: Double) -> Dual {
    Dual(value: value, slope: outer * slope)
  }
}

/// An expression as a tree, which is all the naive evaluator knows.
indirect enum NaiveExpression {
  case input(Int)
  case literal(Double)
  case unary(Autodiff.Operation, NaiveExpression, id: Int)
  case binary(Autodiff.Operation, NaiveExpression, NaiveExpression, id: Int)
  case choice(if: NaiveExpression, NaiveExpression, else: NaiveExpression, id: Int)
}

/// Walks trees with dual numbers.
struct NaiveEvaluator {
  let inputs: [Double]
  /// The direction in which the inputs move.
  let direction: [Double]
  /// The node that moves instead, by its number, when its own adjoint is wanted.
  var mover: Int?
  /// Trees share branches; without a memory of them the walk would take exponential time.
  private var known: [Int: Dual] = [:]

  init(inputs: [Double], direction: [Double], mover: Int? = nil) {
    self.inputs = inputs
    self.direction = direction
    self.mover = mover
  }

  mutating func evaluate(_ expression: NaiveExpression) -> Dual {
    switch expression {
    case .input(let index): return Dual(value: inputs[index], slope: direction[index])
    case .literal(let value): return .constant(value)
    case .unary(let operation, let x, let id):
      if let result = known[id] { return result }
      return remember(Self.apply(operation, evaluate(x)), id)
    case .binary(let operation, let x, let y, let id):
      if let result = known[id] { return result }
      let left = evaluate(x)
      return remember(Self.apply(operation, left, evaluate(y)), id)
    case .choice(let condition, let x, let y, let id):
      if let result = known[id] { return result }
      return remember(evaluate(condition).value != 0 ? evaluate(x) : evaluate(y), id)
    }
  }

  private mutating func remember(_ result: Dual, _ id: Int) -> Dual {
    var result = result
    if id == mover { result.slope = 1 }
    known[id] = result
    return result
  }

  static let unary: [Autodiff.Operation] = [
    .negate, .exp, .log, .sqrt, .square, .abs, .reciprocal, .sin, .cos, .tan, .asin, .acos, .atan,
    .sinh, .cosh, .tanh, .sigmoid, .relu, .softplus, .gelu, .erf, .erfc,
    .log1p, .expm1, .log2, .log10, .sign, .floor, .round, .detach, .rsqrt,
    .single, .half, .bfloat16,
  ]
  static let binary: [Autodiff.Operation] = [
    .add, .subtract, .multiply, .divide, .power, .leakyRelu, .minimum, .maximum, .less,
    .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .atan2, .xlogy,
  ]

  static func apply(_ operation: Autodiff.Operation, _ x: Dual) -> Dual {
    let v = x.value
    return switch operation {
    case .negate: .constant(0) - x
    case .exp: x.through(exp(v), slope: exp(v))
    case .log: x.through(log(v), slope: pow(v, -1))
    case .rsqrt: x.through(pow(v, -0.5), slope: -0.5 * pow(v, -1.5))
    case .sqrt: x.through(v.squareRoot(), slope: 0.5 * pow(v, -0.5))
    case .square: x * x
    case .abs: v < 0 ? .constant(0) - x : x
    case .reciprocal: .constant(1) / x
    case .sin: x.through(sin(v), slope: cos(v))
    case .cos: x.through(cos(v), slope: -sin(v))
    case .tan: x.through(tan(v), slope: pow(cos(v), -2))
    case .asin: x.through(asin(v), slope: pow(1 - v * v, -0.5))
    case .acos: x.through(acos(v), slope: -pow(1 - v * v, -0.5))
    case .atan: x.through(atan(v), slope: pow(1 + v * v, -1))
    case .sinh: x.through(sinh(v), slope: (exp(v) + exp(-v)) / 2)
    case .cosh: x.through(cosh(v), slope: (exp(v) - exp(-v)) / 2)
    case .tanh: x.through(tanh(v), slope: pow(cosh(v), -2))
    case .sigmoid: .constant(1) / (.constant(1) + apply(.exp, .constant(0) - x))
    case .relu: v > 0 ? x : .constant(0)
    case .softplus: apply(.log, .constant(1) + apply(.exp, x))
    case .gelu:
      x * (.constant(0.5) * (.constant(1) + apply(.erf, .constant(0.5.squareRoot()) * x)))
    case .erf: x.through(erf(v), slope: exp(-v * v) * 2 / Double.pi.squareRoot())
    case .erfc: x.through(erfc(v), slope: -exp(-v * v) * 2 / Double.pi.squareRoot())
    case .log1p: x.through(log1p(v), slope: pow(1 + v, -1))
    case .expm1: x.through(expm1(v), slope: exp(v))
    case .log2: x.through(log2(v), slope: pow(v * log(2), -1))
    case .log10: x.through(log10(v), slope: pow(v * log(10), -1))
    case .sign: .constant(v > 0 ? 1 : v < 0 ? -1 : v)
    case .floor: .constant(v.rounded(.down))
    case .round: .constant(v.rounded(.toNearestOrEven))
    case .detach: .constant(v)
    case .single: Dual(value: rounded(v, bits: 24, least: -149), slope: x.slope)
    case .half: Dual(value: rounded(v, bits: 11, least: -24), slope: x.slope)
    case .bfloat16: Dual(value: rounded(v, bits: 8, least: -133), slope: x.slope)
    default: .constant(.nan)
    }
  }

  /// The nearest number of so many significant bits, and a multiple of this power of two.
  private static func rounded(_ x: Double, bits: Int, least: Int) -> Double {
    guard x != 0 else { return x }
    let step = scalbn(1, max(ilogb(x) - bits + 1, least))
    return (x / step).rounded(.toNearestOrEven) * step
  }

  static func apply(_ operation: Autodiff.Operation, _ x: Dual, _ y: Dual) -> Dual {
    switch operation {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: power(x, y)
    case .leakyRelu: x.value > 0 ? x : x * y
    case .minimum: x.value < y.value ? x : y
    case .maximum: x.value > y.value ? x : y
    case .less: .constant(x.value < y.value ? 1 : 0)
    case .lessOrEqual: .constant(x.value <= y.value ? 1 : 0)
    case .greater: .constant(x.value > y.value ? 1 : 0)
    case .greaterOrEqual: .constant(x.value >= y.value ? 1 : 0)
    case .equal: .constant(x.value == y.value ? 1 : 0)
    case .notEqual: .constant(x.value != y.value ? 1 : 0)
    case .xlogy: x * apply(.log, y)
    case .atan2:
      Dual(
        value: atan2(x.value, y.value),
        slope: (x.slope * y.value - y.slope * x.value) / (x.value * x.value + y.value * y.value))
    default: .constant(.nan)
    }
  }

  /// `exp(y·log x)`, whose slope needs no rule of its own.
  private static func power(_ x: Dual, _ y: Dual) -> Dual {
    let result = apply(.exp, y * apply(.log, x))
    return Dual(value: pow(x.value, y.value), slope: result.slope)
  }
}
