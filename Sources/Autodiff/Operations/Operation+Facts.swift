extension Operation {
  /// The name in the formula language, such as `tanh`, or the operator, such as `+`.
  public var name: String { rule.name }

  /// How many operands there may be.
  public var arity: ClosedRange<Int> { rule.arity }

  /// How many attributes there may be.
  public var attributeCount: ClosedRange<Int> { rule.attributeCount }

  /// The shape of the result in words.
  package var shapeRule: String {
    switch self {
    case .input, .constant: "any shape"
    case .sum, .mean, .largest, .logSumExp, .product, .norm, .argmax:
      "one number, or without the axis"
    case .softmax, .cumulativeSum, .cumulativeProduct, .arrange: "that of the operand"
    case .matrixProduct:
      "m×n by n×p is m×p; vectors have one axis less; axes in front are broadcast"
    case .transpose: "m×n becomes n×m"
    case .permute: "the axes in the order of the attributes"
    case .reshape, .broadcast: "the attributes"
    case .slice: "a range of each axis; a single index drops it"
    case .concatenate: "the sum of the lengths along the axis"
    case .stack: "one axis more in front"
    case .pad: "longer by the zeros on both sides"
    case .gather, .scatter: "another length along the axis"
    case .indexSelect: "the axes of the indices in place of the axis"
    case .indexAdd: "one axis in place of those of the indices"
    case .gatherAlong: "that of the indices"
    case .scatterAdd: "the attributes but the axis"
    case .conv2d, .conv2dTransposed, .conv2dKernel, .maxPool2d, .averagePool2d:
      "images: rows and columns last"
    case .opaque: "that of the recorded value"
    case .logisticLoss, .sigmoidCrossEntropy, .meanSquaredError: "one number"
    case _ where arity.upperBound == 1: "that of the operand"
    default: "that to which the operands are broadcast"
    }
  }

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
