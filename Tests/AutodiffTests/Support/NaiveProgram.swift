import Autodiff
import Glibc
import TestSupport

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
    .sinh, .cosh, .tanh, .sigmoid, .relu, .softplus, .gelu, .erf,
  ]
  static let binary: [Autodiff.Operation] = [
    .add, .subtract, .multiply, .divide, .power, .leakyRelu, .minimum, .maximum, .less,
    .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
  ]

  static func apply(_ operation: Autodiff.Operation, _ x: Dual) -> Dual {
    let v = x.value
    return switch operation {
    case .negate: .constant(0) - x
    case .exp: x.through(exp(v), slope: exp(v))
    case .log: x.through(log(v), slope: pow(v, -1))
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
    default: .constant(.nan)
    }
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
    default: .constant(.nan)
    }
  }

  /// `exp(y·log x)`, whose slope needs no rule of its own.
  private static func power(_ x: Dual, _ y: Dual) -> Dual {
    let result = apply(.exp, y * apply(.log, x))
    return Dual(value: pow(x.value, y.value), slope: result.slope)
  }
}

/// A seeded scalar program, both as a graph and as trees.
struct NaiveProgram {
  private(set) var graph = Graph()
  private(set) var nodes: [NodeID] = []
  private(set) var trees: [NaiveExpression] = []
  let inputs: [Double]
  let direction: [Double]
  private var values: [Double] = []
  private var random: SplitMix64

  init(seed: UInt64, operations: Int) throws {
    random = SplitMix64(seed: seed)
    let count = 2 + random.integer(below: 4)
    inputs = random.separated(count, in: -2...2)
    var factors: [Double] = []
    for _ in 0..<count { factors.append(random.factor()) }
    direction = factors
    for (index, value) in inputs.enumerated() {
      add(try graph.appendInput(), .input(index), value)
    }
    for literal in [2, -0.5, 3] {
      add(try graph.appendConstant([literal]), .literal(literal), literal)
    }
    while graph.count < count + 3 + operations { try addOperation() }
  }

  private mutating func add(_ node: NodeID, _ tree: NaiveExpression, _ value: Double) {
    nodes.append(node)
    trees.append(tree)
    values.append(value)
  }

  /// Adds an operation whose operands are in its domain and whose result is tame, so that rounding
  /// stays small and no kink is near.
  private mutating func addOperation() throws {
    let x = random.integer(below: nodes.count)
    let y = random.integer(below: nodes.count)
    let id = graph.count
    let (operation, operands, tree): (Autodiff.Operation, [Int], NaiveExpression)
    if random.isHeads() {
      operation = NaiveEvaluator.unary[random.integer(below: NaiveEvaluator.unary.count)]
      (operands, tree) = ([x], .unary(operation, trees[x], id: id))
    } else {
      operation = NaiveEvaluator.binary[random.integer(below: NaiveEvaluator.binary.count)]
      (operands, tree) = ([x, y], .binary(operation, trees[x], trees[y], id: id))
    }
    guard isTame(operation, operands.map { values[$0] }) else { return }
    var evaluator = NaiveEvaluator(inputs: inputs, direction: direction)
    let value = evaluator.evaluate(tree).value
    guard value.magnitude < 4 else { return }
    add(try graph.append(operation, operands.map { nodes[$0] }), tree, value)
  }

  private func isTame(_ operation: Autodiff.Operation, _ operands: [Double]) -> Bool {
    let isInside = operands.enumerated().allSatisfy {
      operation.domain(ofOperand: $0.offset).contains($0.element)
    }
    let isFarFromKink =
      operation.smoothness == .smooth
      || (operands.count == 2 && operation != .leakyRelu
        ? (operands[0] - operands[1]).magnitude : operands[0].magnitude) > 1e-6
    return isInside && isFarFromKink
  }
}
