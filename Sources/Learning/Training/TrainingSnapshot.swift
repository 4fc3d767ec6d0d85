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
    /// Whether it is a matrix of weights, not a bias.
    package let isWeight: Bool

    init(_ parameter: Network.Parameter, _ elements: [Float]) {
      name = parameter.name
      shape = parameter.shape
      isWeight = parameter.isWeight
      self.elements = elements
    }
  }

  /// What came of writing a checkpoint.
  package enum Saving: Hashable, Sendable {
    /// The file holds the run as it was after so many minibatches.
    case done(path: String, step: Int)
    /// Why it could not be written.
    case failed(String)
  }

  package internal(set) var state = State.loading
  package internal(set) var options: TrainingOptions
  package internal(set) var dataName: String
  /// What each class is called; empty where there are no classes, or before they are known.
  package internal(set) var labelNames: [String] = []
  package internal(set) var epoch = 0
  package internal(set) var epochs: Int
  package internal(set) var step = 0
  package internal(set) var stepsPerEpoch = 0
  package internal(set) var rate: Float = 0
  package internal(set) var samplesPerSecond = 0.0
  package internal(set) var record = TrainingRecord()
  /// Weights and biases, in the order of the network's.
  package internal(set) var parameters: [Weights] = []
  /// What was asked for by `TrainingRun.Command.look`.
  package internal(set) var inspection: Inspection?
  package internal(set) var history = InspectionHistory()
  package internal(set) var reading: Reading?
  package internal(set) var saving: Saving?

  /// What is known before anything is loaded.
  package init(options: TrainingOptions, dataName: String, epochs: Int) {
    self.options = options
    self.dataName = dataName
    self.epochs = epochs
  }

  /// The matrices of weights alone.
  package var weights: [Weights] { parameters.filter(\.isWeight) }

  /// Whether minibatches have been done that no file holds, and that could still be saved.
  package var isUnsaved: Bool {
    if case .failed = state { return false }
    guard case .done(_, let step)? = saving else { return record.steps > 0 }
    return record.steps > step
  }
}

extension TrainingSnapshot {
  /// Takes over where a session is and what its weights are.
  package mutating func update(from session: TrainingSession) {
    let trainer = session.trainer
    options = trainer.options
    labelNames = trainer.data.training.images?.labelNames ?? []
    epoch = trainer.epoch
    // A run that is over stands at the end of its last epoch, not before one that never comes.
    step = session.isFinished ? trainer.stepsPerEpoch : trainer.step
    stepsPerEpoch = trainer.stepsPerEpoch
    rate = session.isFinished ? session.lastRate : trainer.rate
    samplesPerSecond = session.samplesPerSecond
    record = session.record
    parameters = trainer.network.parameters.enumerated().map { index, parameter in
      Weights(parameter, trainer.elements(ofParameter: index))
    }
  }
}
