import Autodiff

/// What a network is to look like, before there is a graph of it.
package struct NetworkPlan: Hashable, Sendable {
  /// The width of each layer from inputs to scores: `[784, 72, 10]`.
  package var widths: [Int]
  /// What the hidden units do with their sums.
  package var activation: Activation
  package var hasBiases: Bool

  package init(widths: [Int], activation: Activation = .tanh, hasBiases: Bool = true) {
    self.widths = widths
    self.activation = activation
    self.hasBiases = hasBiases
  }

  /// The network of the course notes: 72 tanh units between 784 pixels and 10 scores.
  package static let notes = NetworkPlan(widths: [784, 72, 10])
}

/// The element-wise function of a hidden layer.
package enum Activation: String, CaseIterable, Hashable, Sendable {
  case tanh, sigmoid, relu

  var operation: Operation {
    switch self {
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .relu: .relu
    }
  }

  /// The standard deviation of the initial weights of a layer with so many inputs and outputs.
  ///
  /// Glorot and Bengio 2010 for functions that are linear at 0, He et al. 2015 for ReLU.
  func initialDeviation(inputs: Int, outputs: Int) -> Double {
    switch self {
    case .tanh, .sigmoid: (2.0 / Double(inputs + outputs)).squareRoot()
    case .relu: (2.0 / Double(inputs)).squareRoot()
    }
  }
}
