package import Autodiff

/// The element-wise function of a hidden layer.
package enum Activation: String, CaseIterable, Hashable, Sendable {
  case tanh, sigmoid, relu, leakyRelu, gelu, softplus, sin

  package var operation: Operation {
    switch self {
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .relu: .relu
    case .leakyRelu: .leakyRelu
    case .gelu: .gelu
    case .softplus: .softplus
    case .sin: .sin
    }
  }

  /// The second operand of functions that take one: the slope of a leaky ReLU.
  var parameter: Double? { self == .leakyRelu ? 0.01 : nil }

  /// Whether it never falls, so that it does not matter whether the largest of some numbers is taken before
  /// or after it.
  var isMonotone: Bool {
    switch self {
    case .tanh, .sigmoid, .relu, .leakyRelu, .softplus: true
    case .gelu, .sin: false
    }
  }

  /// Whether all it gives lies between -1 and 1.
  package var isBounded: Bool {
    switch self {
    case .tanh, .sigmoid, .sin: true
    case .relu, .leakyRelu, .gelu, .softplus: false
    }
  }

  /// The standard deviation of the initial weights of a layer that feeds this function and has so
  /// many inputs and outputs.
  ///
  /// Glorot and Bengio 2010 for functions that are linear at 0, with their factor of 4 for the
  /// sigmoid, whose slope there is a quarter; He et al. 2015 for the ReLU and its relatives.
  func initialDeviation(inputs: Int, outputs: Int) -> Double {
    let glorot = (2.0 / Double(inputs + outputs)).squareRoot()
    let he = (2.0 / Double(inputs)).squareRoot()
    switch self {
    case .tanh, .sin: return glorot
    case .sigmoid: return 4 * glorot
    case .relu, .gelu, .softplus: return he
    case .leakyRelu:
      let slope = parameter ?? 0
      return he / (1 + slope * slope).squareRoot()
    }
  }

  /// The same for a last layer, whose sums are the scores.
  static func initialDeviationOfScores(inputs: Int, outputs: Int) -> Double {
    (2.0 / Double(inputs + outputs)).squareRoot()
  }
}
