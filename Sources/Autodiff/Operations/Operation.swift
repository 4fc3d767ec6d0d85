/// The catalogue: what a node can compute.
///
/// An operation is one file that holds its rule, one case here, and its line in `accept(_:)`, which
/// the compiler asks for. The gradient checks of the test suite run over `Operation.allCases`.
public enum Operation: UInt8, CaseIterable, Sendable {
  /// A value given from outside, or a literal: leaves, which compute nothing.
  case input, constant
  /// Arithmetic on each pair of elements, and the opposite sign.
  case add, subtract, multiply, divide, power, negate
  /// Elementary functions of each element.
  case exp, log, sqrt, rsqrt, square, abs, reciprocal
  /// Those that keep the digits of small operands, and logarithms to other bases.
  case log1p, expm1, log2, log10, xlogy
  /// Trigonometry of each element, in radians, and the hyperbolic functions.
  case sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh
  /// Activations of each element; the slope of `leakyRelu` is its second operand.
  case sigmoid, relu, leakyRelu, softplus, gelu, erf, erfc
  /// The smaller or larger of two elements, or the one that a condition chooses.
  case minimum, maximum, select
  /// Steps of each element, and the element itself through which no derivative passes.
  case sign, floor, round, detach
  /// Elements rounded to the numbers of a precision; the derivative passes as if nothing had happened.
  case single, half, bfloat16
  /// Comparisons of two elements, which answer 1 or 0.
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// Reductions of an axis or of all elements; `softmax` keeps the shape.
  case sum, mean, largest, logSumExp, softmax, product, norm, argmax
  /// What runs along an axis: sums and products so far, and elements in order.
  case cumulativeSum, cumulativeProduct, arrange
  /// Products of matrices, and what moves elements without computing anything.
  case matrixProduct, transpose, permute, reshape, slice, concatenate, stack, broadcast, pad
  /// Parts by a list of places, and what takes their adjoints back.
  case gather, scatter
  /// Parts, or single elements, by places that are computed, and what takes their adjoints back.
  case indexSelect, indexAdd, gatherAlong, scatterAdd
  /// Convolutions of images, the two products that take their adjoints back, and pooling.
  case conv2d, conv2dTransposed, conv2dKernel, maxPool2d, averagePool2d
  /// Losses, which take scores or predictions and their targets to a scalar.
  case logisticLoss, sigmoidCrossEntropy, meanSquaredError
  /// What another program computed: its value and what it sent back are known, not how.
  case opaque
}

/// Something that is done with the rule of an operation whose type is known when it is compiled.
///
/// A sweep is a visitor: once inlined, its loop is a jump table over the catalogue without a call.
protocol RuleVisitor {
  associatedtype Result
  func visit<R: UnaryRule>(unary rule: R.Type) -> Result
  func visit<R: BinaryRule>(binary rule: R.Type) -> Result
  func visit<R: Rule>(_ rule: R.Type) -> Result
}

extension Operation {
  /// Calls the visitor with the rule of this operation.
  @inline(__always)
  func accept<V: RuleVisitor>(_ visitor: V) -> V.Result {
    switch self {
    case .input: visitor.visit(Input.self)
    case .constant: visitor.visit(Constant.self)
    case .add: visitor.visit(binary: Add.self)
    case .subtract: visitor.visit(binary: Subtract.self)
    case .multiply: visitor.visit(binary: Multiply.self)
    case .divide: visitor.visit(binary: Divide.self)
    case .power: visitor.visit(binary: Power.self)
    case .negate: visitor.visit(unary: Negate.self)
    case .exp: visitor.visit(unary: Exp.self)
    case .log: visitor.visit(unary: Log.self)
    case .sqrt: visitor.visit(unary: Sqrt.self)
    case .rsqrt: visitor.visit(unary: Rsqrt.self)
    case .square: visitor.visit(unary: Square.self)
    case .abs: visitor.visit(unary: Abs.self)
    case .reciprocal: visitor.visit(unary: Reciprocal.self)
    case .log1p: visitor.visit(unary: Log1p.self)
    case .expm1: visitor.visit(unary: Expm1.self)
    case .log2: visitor.visit(unary: Log2.self)
    case .log10: visitor.visit(unary: Log10.self)
    case .xlogy: visitor.visit(binary: XLogY.self)
    case .sin: visitor.visit(unary: Sin.self)
    case .cos: visitor.visit(unary: Cos.self)
    case .tan: visitor.visit(unary: Tan.self)
    case .asin: visitor.visit(unary: Asin.self)
    case .acos: visitor.visit(unary: Acos.self)
    case .atan: visitor.visit(unary: Atan.self)
    case .atan2: visitor.visit(binary: Atan2.self)
    case .sinh: visitor.visit(unary: Sinh.self)
    case .cosh: visitor.visit(unary: Cosh.self)
    case .tanh: visitor.visit(unary: Tanh.self)
    case .sigmoid: visitor.visit(unary: Sigmoid.self)
    case .relu: visitor.visit(unary: ReLU.self)
    case .leakyRelu: visitor.visit(binary: LeakyReLU.self)
    case .softplus: visitor.visit(unary: Softplus.self)
    case .gelu: visitor.visit(unary: GELU.self)
    case .erf: visitor.visit(unary: Erf.self)
    case .erfc: visitor.visit(unary: Erfc.self)
    case .minimum: visitor.visit(binary: Minimum.self)
    case .maximum: visitor.visit(binary: Maximum.self)
    case .select: visitor.visit(Select.self)
    case .sign: visitor.visit(unary: Sign.self)
    case .floor: visitor.visit(unary: Floor.self)
    case .round: visitor.visit(unary: Round.self)
    case .detach: visitor.visit(unary: Detach.self)
    case .single: visitor.visit(unary: RoundToSingle.self)
    case .half: visitor.visit(unary: RoundToHalf.self)
    case .bfloat16: visitor.visit(unary: RoundToBFloat16.self)
    case .less: visitor.visit(binary: Less.self)
    case .lessOrEqual: visitor.visit(binary: LessOrEqual.self)
    case .greater: visitor.visit(binary: Greater.self)
    case .greaterOrEqual: visitor.visit(binary: GreaterOrEqual.self)
    case .equal: visitor.visit(binary: Equal.self)
    case .notEqual: visitor.visit(binary: NotEqual.self)
    case .sum: visitor.visit(Sum.self)
    case .mean: visitor.visit(Mean.self)
    case .largest: visitor.visit(Largest.self)
    case .logSumExp: visitor.visit(LogSumExp.self)
    case .softmax: visitor.visit(Softmax.self)
    case .product: visitor.visit(Product.self)
    case .norm: visitor.visit(Norm.self)
    case .argmax: visitor.visit(ArgMax.self)
    case .cumulativeSum: visitor.visit(CumulativeSum.self)
    case .cumulativeProduct: visitor.visit(CumulativeProduct.self)
    case .arrange: visitor.visit(Arrange.self)
    case .matrixProduct: visitor.visit(MatrixProductRule.self)
    case .transpose: visitor.visit(Transpose.self)
    case .permute: visitor.visit(Permute.self)
    case .reshape: visitor.visit(Reshape.self)
    case .slice: visitor.visit(Slice.self)
    case .concatenate: visitor.visit(Concatenate.self)
    case .stack: visitor.visit(Stack.self)
    case .broadcast: visitor.visit(Broadcast.self)
    case .pad: visitor.visit(Pad.self)
    case .gather: visitor.visit(Gather.self)
    case .scatter: visitor.visit(Scatter.self)
    case .indexSelect: visitor.visit(IndexSelect.self)
    case .indexAdd: visitor.visit(IndexAdd.self)
    case .gatherAlong: visitor.visit(GatherAlong.self)
    case .scatterAdd: visitor.visit(ScatterAdd.self)
    case .conv2d: visitor.visit(Conv2D.self)
    case .conv2dTransposed: visitor.visit(Conv2DTransposed.self)
    case .conv2dKernel: visitor.visit(Conv2DKernel.self)
    case .maxPool2d: visitor.visit(MaxPool2D.self)
    case .averagePool2d: visitor.visit(AveragePool2D.self)
    case .logisticLoss: visitor.visit(LogisticLoss.self)
    case .sigmoidCrossEntropy: visitor.visit(SigmoidCrossEntropy.self)
    case .meanSquaredError: visitor.visit(MeanSquaredError.self)
    case .opaque: visitor.visit(Opaque.self)
    }
  }

  /// The rule, for questions that are not asked in a loop: name, arity, shapes, words.
  var rule: any Rule.Type { accept(RuleOfOperation()) }
}

private struct RuleOfOperation: RuleVisitor {
  func visit<R: UnaryRule>(unary rule: R.Type) -> any Rule.Type { rule }
  func visit<R: BinaryRule>(binary rule: R.Type) -> any Rule.Type { rule }
  func visit<R: Rule>(_ rule: R.Type) -> any Rule.Type { rule }
}
