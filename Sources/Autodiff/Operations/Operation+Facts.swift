extension Operation {
  /// The name in the formula language, such as `tanh`, or the operator, such as `+`.
  public var name: String { rule.name }

  /// How many operands there may be.
  public var arity: ClosedRange<Int> { rule.arity }

  /// Where the operation has no derivative, and what is used there.
  public var smoothness: Smoothness { rule.smoothness }

  /// The interval of an operand in which the operation is defined and its checks are made.
  public func domain(ofOperand operand: Int) -> ClosedRange<Double> {
    rule.domain(ofOperand: operand)
  }

  /// Whether the result varies with this operand smoothly enough to send it an adjoint at all.
  public func isDifferentiable(inOperand operand: Int) -> Bool {
    rule.isDifferentiable(inOperand: operand)
  }

  /// Whether the operation works on each element for itself.
  public var isElementwise: Bool { self == .select || accept(IsUnaryOrBinary()) }

  /// The number of operands, unless it may vary.
  var fixedArity: Int? {
    let arity = rule.arity
    return arity.lowerBound == arity.upperBound ? arity.lowerBound : nil
  }

  /// Whether a sweep's fast loop can run the operation when all is scalar.
  var isUnaryOrBinary: Bool { accept(IsUnaryOrBinary()) }

  /// Whether the operation has no derivative at these scalar operands.
  public func isKink(at operands: [Double]) -> Bool { accept(IsKink(operands: operands)) }
}

private struct IsUnaryOrBinary: RuleVisitor {
  func visit<R: UnaryRule>(unary rule: R.Type) -> Bool { true }
  func visit<R: BinaryRule>(binary rule: R.Type) -> Bool { true }
  func visit<R: Rule>(_ rule: R.Type) -> Bool { false }
}

private struct IsKink: RuleVisitor {
  let operands: [Double]

  func visit<R: UnaryRule>(unary rule: R.Type) -> Bool {
    operands.count == 1 && rule.isKink(operands[0])
  }

  func visit<R: BinaryRule>(binary rule: R.Type) -> Bool {
    operands.count == 2 && rule.isKink(operands[0], operands[1])
  }

  func visit<R: Rule>(_ rule: R.Type) -> Bool { false }
}
