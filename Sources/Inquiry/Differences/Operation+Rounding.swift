import Autodiff

// How the numbers that an operation computes, or sends back, are rounded.
extension Operation {
  /// Whether elements are only moved, repeated or left out: forward nothing is rounded, and backward
  /// they are added up.
  var isMove: Bool {
    switch self {
    case .reshape, .transpose, .permute, .slice, .concatenate, .stack, .broadcast, .pad, .gather,
      .indexSelect, .gatherAlong:
      true
    default: false
    }
  }

  /// Whether what is sent back does not depend on the operands.
  var hasOneSlope: Bool {
    switch self {
    case .add, .subtract, .negate, .sum, .mean, .cumulativeSum, .averagePool2d: true
    default: false
    }
  }

  /// Whether each element is sent a part of few adjoints.
  var isMean: Bool { self == .mean || self == .averagePool2d }

  /// Whether it answers 1 or 0.
  var isComparison: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
    default: false
    }
  }

  /// Whether there are places where two slopes meet.
  var hasKink: Bool {
    switch self {
    case .relu, .leakyRelu, .abs, .minimum, .maximum, .largest, .maxPool2d: true
    default: false
    }
  }

  /// Whether a result is a sum of products of the operands, or of the operands themselves: then its
  /// rounding is that of the terms, which may be much larger than what is left of them.
  var isSum: Bool {
    switch self {
    case .add, .subtract, .sum, .mean, .matrixProduct, .cumulativeSum, .scatter, .indexAdd,
      .scatterAdd, .conv2d, .conv2dTransposed, .conv2dKernel, .averagePool2d:
      true
    default: false
    }
  }

  /// Whether a result is worked out by way of numbers as large as the operands.
  var roundsAsItsOperands: Bool {
    switch self {
    case .gelu, .softplus, .erf, .erfc, .sin, .cos, .tan, .expm1, .log1p, .atan2: true
    default: false
    }
  }

  /// Whether the slope is worked out by way of 1, as 1 − tanh² or expm1 + 1, which rounds like 1.
  var slopeIsADifference: Bool {
    switch self {
    case .sigmoid, .tanh, .gelu, .softplus, .erf, .erfc, .sin, .cos, .tan, .asin, .acos, .expm1:
      true
    default: false
    }
  }
}
