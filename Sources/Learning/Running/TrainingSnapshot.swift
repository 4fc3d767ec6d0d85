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
  package typealias Weights = ParameterElements
  /// What came of writing a checkpoint.
  package typealias Saving = RunKeeper.Saving

  package internal(set) var state = State.loading
  package internal(set) var options: TrainingOptions
  package internal(set) var dataName: String
  /// Whether the examples are images with a class each, which can be read and told apart.
  package internal(set) var readsImages: Bool
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
  /// The condition that holds the run before the update of the next step, as it was typed.
  package internal(set) var heldBy: String?
  /// The records of the steps, and the rules that were broken, the earliest first.
  package internal(set) var records = StepRecords()
  package internal(set) var alerts: [Alert] = []

  /// How many more runs, each from the next seed, follow when this one is over.
  package internal(set) var restartsLeft: Int
  /// Those that are over, the earliest first.
  package internal(set) var earlierRuns: [SavedRun] = []

  /// What is known before anything is loaded.
  package init(
    options: TrainingOptions, dataName: String, epochs: Int, readsImages: Bool = true,
    restarts: Int = 0
  ) {
    restartsLeft = max(restarts, 0)
    self.options = options
    self.readsImages = readsImages
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
  /// The run as it was after a step that was replayed; curves and evaluations remain those of now.
  package func asOf(_ step: ReplayedStep) -> TrainingSnapshot {
    var past = self
    past.options = step.options
    past.parameters = step.after
    past.inspection = step.record.step > 0 ? step.inspection : nil
    past.rate = step.record.rate
    past.epoch = Int(step.record.epoch.isFinite ? step.record.epoch : 0)
    past.step = Int((step.record.epoch - Double(past.epoch)) * Double(stepsPerEpoch) + 0.5)
    past.reading = reading.flatMap { reading in
      (try? ImageReader(past))?.read(again: reading)
    }
    return past
  }

  /// Takes over where a session is and what its weights are.
  package mutating func update(from session: TrainingSession) {
    let trainer = session.trainer
    options = trainer.options
    readsImages = trainer.data.training.images != nil
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

extension ImageReader {
  /// A reader with the weights of a snapshot, once it has some.
  package convenience init(_ snapshot: TrainingSnapshot) throws {
    try self.init(snapshot.options.plan, parameters: snapshot.parameters.map(\.elements))
  }
}
