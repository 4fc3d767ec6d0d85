package import Learning

/// What `train` does where nobody says otherwise.
extension TrainingOptions {
  /// What suits the data, and the layers where these were given.
  package static func suiting(_ network: NetworkOptions, isRegression: Bool) -> TrainingOptions {
    if let layers = network.layers, !layers.convolutions.isEmpty { return .convolutions }
    return isRegression ? .smallRegression : TrainingOptions()
  }

  /// The passes over the data that are made unless one says otherwise.
  package static func usualEpochs(isRegression: Bool) -> Int { isRegression ? 250 : 10 }

  /// What suits convolutional networks.
  private static let convolutions = TrainingOptions(
    plan: NetworkPlan(widths: [784, 10], activation: .relu),
    schedule: RateSchedule(base: 0.05, decay: 0.8))

  /// The regression of the course notes: 5-3-1, ReLU, mean squared error, plain descent.
  package static let smallRegression = TrainingOptions(
    plan: NetworkPlan(widths: [5, 3, 1], activation: .relu, loss: .mse),
    schedule: RateSchedule(base: 1e-3, course: .constant), optimizer: .sgd)
}
