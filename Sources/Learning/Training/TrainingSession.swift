package import Autodiff

/// A trainer that keeps a record: losses as they come, an examination before the first epoch and
/// after each.
package struct TrainingSession {
  package let trainer: Trainer
  package let epochs: Int
  package private(set) var record = TrainingRecord()
  /// The rate of the last minibatch.
  package private(set) var lastRate: Float = 0
  /// The examples of the epoch that runs or was last, and how long they took.
  private var epochSamples = 0
  private var epochSeconds = 0.0
  private var epochLoss = 0.0
  private var chunkLoss = 0.0
  private var chunkSteps = 0
  /// The time in seconds since some moment, as a value, so that tests can set it.
  private let now: @Sendable () -> Double

  /// A session that examines the untrained network first.
  package init(
    _ trainer: Trainer, epochs: Int, now: @escaping @Sendable () -> Double
  ) throws(GraphError) {
    self.trainer = trainer
    self.epochs = epochs
    self.now = now
    record.tests.append(.init(epoch: 0, result: try trainer.examine()))
  }

  /// Whether all epochs are done.
  package var isFinished: Bool { trainer.epoch >= epochs }

  /// Where the run is, in epochs.
  package var position: Double {
    Double(trainer.epoch) + Double(trainer.step) / Double(max(trainer.stepsPerEpoch, 1))
  }

  /// How many losses are averaged into one point of the curve.
  private var chunk: Int { max(trainer.stepsPerEpoch / 100, 1) }

  /// The speed of the epoch that is over or runs.
  package var samplesPerSecond: Double {
    epochSeconds > 0 ? Double(epochSamples) / epochSeconds : record.samplesPerSecond
  }

  /// Trains on one minibatch; at the end of an epoch the network is examined.
  ///
  /// Throws ``TrainingStopped`` when the loss is no longer a number.
  package mutating func step() throws {
    let epoch = trainer.epoch
    if trainer.step == 0 { (epochSamples, epochSeconds, epochLoss) = (0, 0, 0) }
    lastRate = trainer.rate
    let start = now()
    let loss = try trainer.runStep()
    note(loss: loss, seconds: now() - start)
    guard loss.isFinite else {
      throw TrainingStopped(epoch: epoch, step: trainer.step, loss: loss)
    }
    if trainer.epoch > epoch { try finishEpoch() }
  }

  private mutating func note(loss: Float, seconds: Double) {
    let count = min(trainer.options.batch, trainer.data.training.count)
    record.samples += count
    record.seconds += seconds
    epochSamples += count
    epochSeconds += seconds
    epochLoss += Double(loss)
    chunkLoss += Double(loss)
    chunkSteps += 1
    guard chunkSteps >= chunk else { return }
    record.losses.append(.init(epoch: position, loss: Float(chunkLoss / Double(chunkSteps))))
    (chunkLoss, chunkSteps) = (0, 0)
  }

  private mutating func finishEpoch() throws(GraphError) {
    record.epochLosses.append(Float(epochLoss / Double(max(trainer.stepsPerEpoch, 1))))
    record.tests.append(.init(epoch: Double(trainer.epoch), result: try trainer.examine()))
  }
}

/// The loss is no longer a number, so that further steps would mean nothing.
package struct TrainingStopped: Error, Hashable, CustomStringConvertible {
  package let epoch: Int
  package let step: Int
  package let loss: Float

  package var description: String {
    "the loss became \(loss) in epoch \(epoch + 1), minibatch \(step); a smaller --rate may help"
  }
}
