package import Autodiff

/// What a session keeps account of, all of which a checkpoint holds.
package struct SessionProgress: Hashable, Sendable {
  package internal(set) var record = TrainingRecord()
  /// The rate of the last minibatch.
  package internal(set) var lastRate: Float = 0
  /// The minibatches and examples of the epoch that runs or was last, how long they took, and the
  /// sum of their losses.
  var epochSteps = 0
  var epochSamples = 0
  var epochSeconds = 0.0
  var epochLoss = 0.0
  /// The same of the next point of the curve.
  var chunkLoss = 0.0
  var chunkSteps = 0
}

/// A trainer that keeps a record: losses as they come, an evaluation before the first epoch and
/// after each.
package struct TrainingSession {
  package let trainer: Trainer
  package let epochs: Int
  package private(set) var progress: SessionProgress
  /// The loss of the last minibatch, before its update.
  package private(set) var lastLoss = Float.nan
  /// The time in seconds since some moment, as a value, so that tests can set it.
  private let now: @Sendable () -> Double

  /// A session that examines the untrained network first.
  package init(
    _ trainer: Trainer, epochs: Int, now: @escaping @Sendable () -> Double
  ) throws(GraphError) {
    self.init(resuming: SessionProgress(), of: trainer, epochs: epochs, now: now)
    try noteExamination()
  }

  /// A session that continues where another was.
  package init(
    resuming progress: SessionProgress, of trainer: Trainer, epochs: Int,
    now: @escaping @Sendable () -> Double
  ) {
    self.trainer = trainer
    self.epochs = epochs
    self.progress = progress
    self.now = now
  }

  package var record: TrainingRecord { progress.record }

  /// The rate of the last minibatch.
  package var lastRate: Float { progress.lastRate }

  /// Whether all epochs are done.
  package var isFinished: Bool { trainer.epoch >= epochs }

  /// Where the run is, in epochs.
  package var position: Double { Double(trainer.epoch) + trainer.partOfEpoch }

  /// How many losses are averaged into one point of the curve.
  private var chunk: Int { max(trainer.stepsPerEpoch / 100, 1) }

  /// The speed of the epoch that is over or runs.
  package var samplesPerSecond: Double {
    progress.epochSeconds > 0
      ? Double(progress.epochSamples) / progress.epochSeconds : record.samplesPerSecond
  }

  /// The present moment on each axis.
  package var moment: TrainingRecord.Moment {
    .init(epoch: position, step: record.steps, seconds: record.seconds)
  }

  /// Trains on one minibatch; at the end of an epoch the network is examined.
  ///
  /// Throws ``TrainingStopped`` when the loss is no longer a number.
  package mutating func step() throws {
    let (epoch, chunk) = (trainer.epoch, chunk)
    if trainer.step == 0 {
      (progress.epochSteps, progress.epochSamples) = (0, 0)
      (progress.epochSeconds, progress.epochLoss) = (0, 0)
    }
    progress.lastRate = trainer.rate
    let start = now()
    let loss = try trainer.runStep()
    lastLoss = loss
    note(loss: loss, seconds: now() - start, chunk: chunk)
    if trainer.epoch > epoch { try finishEpoch() }
  }

  private mutating func note(loss: Float, seconds: Double, chunk: Int) {
    let count = trainer.samplesOfLastStep
    progress.record.steps += 1
    progress.record.samples += count
    progress.record.seconds += seconds
    progress.epochSteps += 1
    progress.epochSamples += count
    progress.epochSeconds += seconds
    progress.epochLoss += Double(loss)
    progress.chunkLoss += Double(loss)
    progress.chunkSteps += 1
    guard progress.chunkSteps >= chunk else { return }
    let mean = Float(progress.chunkLoss / Double(progress.chunkSteps))
    progress.record.curve.add(.init(moment: moment, loss: mean, rate: progress.lastRate))
    (progress.chunkLoss, progress.chunkSteps) = (0, 0)
  }

  private mutating func finishEpoch() throws(GraphError) {
    let mean = progress.epochLoss / Double(max(progress.epochSteps, 1))
    progress.record.epochLoss = Float(mean)
    try noteExamination()
  }

  private mutating func noteExamination() throws(GraphError) {
    progress.record.add(.init(moment: moment, result: try trainer.examine()))
  }
}
