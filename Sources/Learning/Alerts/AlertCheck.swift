import Autodiff

/// What checks see of a step.
struct WatchedStep {
  let step: Int
  let loss: Double
  let rate: Double
  /// One for each parameter.
  let norms: [ParameterNorms]
  /// What hidden layers make of this minibatch, where it was looked at.
  var units: [UnitShares?]?
  /// What a test after this step came to, and the mean training loss of the epoch before it.
  var test: (examination: Examination, trainingLoss: Double)?
  /// Whether the loss of late is more than half of that of guessing.
  var hasMuchToLearn = true

  /// The norms over all parameters.
  var gradientNorm: Double { root(of: \.gradientNorm) }
  var updateNorm: Double { root(of: \.updateNorm) }

  private func root(of norm: KeyPath<ParameterNorms, Float>) -> Double {
    norms.reduce(0) { sum, norms in
      let number = Double(norms[keyPath: norm])
      return sum + number * number
    }.squareRoot()
  }
}

/// What is known of a run before it begins.
struct WatchedNetwork {
  let parameters: [Network.Parameter]
  let guessing: GuessingLevel

  /// The places of the weights among the parameters, one for each layer.
  var weights: [Int] { parameters.indices.filter { parameters[$0].isWeight } }

  /// The root of the mean square of a gradient's elements.
  func size(ofGradient index: Int, in step: WatchedStep) -> Double {
    Double(step.norms[index].gradientNorm)
      / Double(max(parameters[index].shape.count, 1)).squareRoot()
  }
}

/// Something that a run is checked for at each step.
protocol AlertCheck {
  /// What is wrong at this step; it may be found again and again.
  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding]
}
