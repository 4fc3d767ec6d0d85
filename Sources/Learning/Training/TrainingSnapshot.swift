package import Autodiff

/// All that a screen shows of a run, taken at one moment between two minibatches.
package struct TrainingSnapshot: Hashable, Sendable {
  /// What the run does.
  package enum State: Hashable, Sendable {
    case loading
    case running
    case paused
    case finished
    case failed(TrainingFailure)
  }

  /// The elements of one parameter.
  package struct Weights: Hashable, Sendable {
    package let name: String
    package let shape: Shape
    package let elements: [Float]
  }

  package internal(set) var state = State.loading
  package internal(set) var options: TrainingOptions
  package internal(set) var dataName: String
  package internal(set) var epoch = 0
  package internal(set) var epochs: Int
  package internal(set) var step = 0
  package internal(set) var stepsPerEpoch = 0
  package internal(set) var rate: Float = 0
  package internal(set) var samplesPerSecond = 0.0
  package internal(set) var record = TrainingRecord()
  package internal(set) var weights: [Weights] = []

  /// What is known before anything is loaded.
  package init(options: TrainingOptions, dataName: String, epochs: Int) {
    self.options = options
    self.dataName = dataName
    self.epochs = epochs
  }
}

extension TrainingSnapshot {
  /// Takes over where a session is and what its weights are.
  package mutating func update(from session: TrainingSession) {
    let trainer = session.trainer
    epoch = trainer.epoch
    // A run that is over stands at the end of its last epoch, not before one that never comes.
    step = session.isFinished ? trainer.stepsPerEpoch : trainer.step
    stepsPerEpoch = trainer.stepsPerEpoch
    rate = session.isFinished ? session.lastRate : trainer.rate
    samplesPerSecond = session.samplesPerSecond
    record = session.record
    weights = trainer.network.parameters.enumerated().compactMap { index, parameter in
      guard parameter.isWeight else { return nil }
      return Weights(
        name: parameter.name, shape: parameter.shape, elements: trainer.elements(ofParameter: index)
      )
    }
  }
}
