/// A node of a derivative that is being built, or a number that is known already.
///
/// Symbols compute with ordinary operators, so that a rule reads like mathematics: `1 / (2 * y)`.
/// Numbers are folded and factors of one left out, which changes no bit of a result.
struct Symbol {
  enum Kind {
    case number(Double)
    case node(NodeID, DerivativeTape)
  }

  let kind: Kind

  static func number(_ value: Double) -> Symbol { Symbol(kind: .number(value)) }

  /// The number, when it is known while the derivative is built.
  var number: Double? {
    if case .number(let value) = kind { value } else { nil }
  }

  var shape: Shape {
    switch kind {
    case .number: .scalar
    case .node(let node, let tape): tape.graph.shape(of: node)
    }
  }
}

extension Symbol: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(floatLiteral value: Double) { self = .number(value) }
}

extension Symbol {
  /// The result of an operation; of numbers alone, a number.
  static func apply(
    _ operation: Operation, _ operands: [Symbol], attributes: [Int] = []
  ) -> Symbol {
    for case .node(_, let tape) in operands.lazy.map(\.kind) {
      return tape.node(operation, operands, attributes: attributes)
    }
    return .number(operation.value(of: operands.compactMap(\.number)))
  }

  static func + (left: Symbol, right: Symbol) -> Symbol { apply(.add, [left, right]) }

  static func - (left: Symbol, right: Symbol) -> Symbol { apply(.subtract, [left, right]) }

  static func * (left: Symbol, right: Symbol) -> Symbol {
    switch (left.number, right.number) {
    case (1, _): right
    case (_, 1): left
    case (-1, _): -right
    case (_, -1): -left
    default: left.isNodeOfOne ? right : right.isNodeOfOne ? left : apply(.multiply, [left, right])
    }
  }

  /// Whether it is a literal 1 that stands as a node, as what a derivative starts from.
  private var isNodeOfOne: Bool {
    guard case .node(let node, let tape) = kind, shape.isScalar else { return false }
    return tape.graph.constant(of: node).first == 1
  }

  static func / (left: Symbol, right: Symbol) -> Symbol {
    right.number == 1 ? left : apply(.divide, [left, right])
  }

  static prefix func - (x: Symbol) -> Symbol { apply(.negate, [x]) }

  /// `x` to the power `y`, which is 1 for the exponent 0 whatever `x` is.
  static func pow(_ x: Symbol, _ y: Symbol) -> Symbol {
    switch y.number {
    case 0: 1
    case 1: x
    default: apply(.power, [x, y])
    }
  }
}

extension Symbol {
  static func exp(_ x: Symbol) -> Symbol { apply(.exp, [x]) }
  static func log(_ x: Symbol) -> Symbol { apply(.log, [x]) }
  static func sqrt(_ x: Symbol) -> Symbol { apply(.sqrt, [x]) }
  static func square(_ x: Symbol) -> Symbol { apply(.square, [x]) }
  static func abs(_ x: Symbol) -> Symbol { apply(.abs, [x]) }
  static func sin(_ x: Symbol) -> Symbol { apply(.sin, [x]) }
  static func cos(_ x: Symbol) -> Symbol { apply(.cos, [x]) }
  static func sinh(_ x: Symbol) -> Symbol { apply(.sinh, [x]) }
  static func cosh(_ x: Symbol) -> Symbol { apply(.cosh, [x]) }
  static func erfc(_ x: Symbol) -> Symbol { apply(.erfc, [x]) }
  static func sigmoid(_ x: Symbol) -> Symbol { apply(.sigmoid, [x]) }

  static func less(_ x: Symbol, _ y: Symbol) -> Symbol { apply(.less, [x, y]) }
  static func greater(_ x: Symbol, _ y: Symbol) -> Symbol { apply(.greater, [x, y]) }
  static func greaterOrEqual(_ x: Symbol, _ y: Symbol) -> Symbol { apply(.greaterOrEqual, [x, y]) }
  static func equal(_ x: Symbol, _ y: Symbol) -> Symbol { apply(.equal, [x, y]) }

  /// `x` where the condition holds, else `y`.
  static func select(_ condition: Symbol, _ x: Symbol, _ y: Symbol) -> Symbol {
    if let holds = condition.number { return holds == 0 ? y : x }
    return apply(.select, [condition, x, y])
  }

  /// The symbol, but NaN where `other` is: a comparison alone would let NaN pass for a number.
  func carryingNaN(of other: Symbol) -> Symbol { .select(.equal(other, other), self, other) }
}

extension Operation {
  /// The result at numbers; NaN for an operation that is not element-wise.
  fileprivate func value(of operands: [Double]) -> Double {
    accept(NumberValue(operands: operands))
  }
}

private struct NumberValue: RuleVisitor {
  let operands: [Double]

  func visit<R: UnaryRule>(unary rule: R.Type) -> Double {
    operands.count == 1 ? rule.value(operands[0]) : .nan
  }

  func visit<R: BinaryRule>(binary rule: R.Type) -> Double {
    operands.count == 2 ? rule.value(operands[0], operands[1]) : .nan
  }

  func visit<R: Rule>(_ rule: R.Type) -> Double { .nan }
}
