/// How a network is trained.
package struct TrainingOptions: Hashable, Sendable {
  package var plan: NetworkPlan
  package var batch: Int
  package var schedule: RateSchedule
  package var momentum: Float
  /// The seed of the initial weights and of the order of the examples.
  package var seed: UInt64
  /// The number of threads a minibatch is spread over.
  package var threads: Int

  /// The defaults reach 97.5 % on MNIST within ten epochs.
  package init(
    plan: NetworkPlan = .notes, batch: Int = 64, schedule: RateSchedule = RateSchedule(),
    momentum: Float = 0.9, seed: UInt64 = 1, threads: Int = 1
  ) {
    self.plan = plan
    self.batch = batch
    self.schedule = schedule
    self.momentum = momentum
    self.seed = seed
    self.threads = threads
  }

  /// The same options for a network that has an input for each pixel of the data and a score for
  /// each class.
  package func fitting(_ data: DataSplit) -> TrainingOptions {
    var fitting = self
    let hidden = plan.widths.dropFirst().dropLast()
    let classes = max(data.training.classCount, data.test.classCount)
    fitting.plan.widths = [data.training.pixelsPerImage] + hidden + [classes]
    return fitting
  }
}
