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
  var gradientNorm: Double { norm { Double($0.gradientNorm) } }
  var updateNorm: Double { norm { Double($0.updateNorm) } }

  @inline(__always)
  private func norm(_ norm: (ParameterNorms) -> Double) -> Double {
    norms.reduce(0) { $0 + norm($1) * norm($1) }.squareRoot()
  }
}

/// What is known of a run before it begins.
struct WatchedNetwork {
  let parameters: [Network.Parameter]
  let guessing: GuessingLevel
  /// The places of the weights among the parameters, one for each layer.
  let weights: [Int]

  init(parameters: [Network.Parameter], guessing: GuessingLevel) {
    self.parameters = parameters
    self.guessing = guessing
    weights = parameters.indices.filter { parameters[$0].isWeight }
  }

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
