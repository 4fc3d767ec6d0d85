package import Autodiff

/// What a network's outputs are held against.
package enum Loss: String, CaseIterable, Hashable, Sendable {
  /// Multiclass logistic loss: one of the classes is true.
  case logistic
  /// Independent sigmoids with cross-entropy: each output is true or not by itself.
  case sigmoids
  /// Mean squared error.
  case mse

  package var operation: Operation {
    switch self {
    case .logistic: .logisticLoss
    case .sigmoids: .sigmoidCrossEntropy
    case .mse: .meanSquaredError
    }
  }

  /// Whether its targets are the numbers of the true classes, not a row for each example.
  var comparesClasses: Bool { self == .logistic }
}
