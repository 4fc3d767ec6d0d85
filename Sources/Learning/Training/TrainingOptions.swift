/// How a network is trained.
package struct TrainingOptions: Hashable, Sendable {
  package var plan: NetworkPlan
  package var batch: Int
  package var schedule: RateSchedule
  package var optimizer: OptimizerKind
  package var momentum: Float
  /// The seed of the initial weights and of the order of the examples.
  package var seed: UInt64
  /// The number of threads a minibatch is spread over.
  package var threads: Int

  /// The defaults reach 97.5 % on MNIST within ten epochs.
  package init(
    plan: NetworkPlan = .notes, batch: Int = 64, schedule: RateSchedule = RateSchedule(),
    optimizer: OptimizerKind = .momentum, momentum: Float = 0.9, seed: UInt64 = 1, threads: Int = 1
  ) {
    self.plan = plan
    self.batch = batch
    self.schedule = schedule
    self.optimizer = optimizer
    self.momentum = momentum
    self.seed = seed
    self.threads = threads
  }

  /// The same options for a network that has an input for each number of an example and an output
  /// for each of its classes or targets.
  package func fitting(_ data: ExampleSplit) -> TrainingOptions {
    var fitting = self
    // The sizes of images are as they were given: what comes after them depends on it.
    guard plan.convolutions.isEmpty else { return self }
    let hidden = plan.widths.dropFirst().dropLast()
    let outputs = max(data.training.outputsPerExample, data.test.outputsPerExample)
    fitting.plan.widths = [data.training.inputsPerExample] + hidden + [outputs]
    fitting.plan.hasSparseInputs = data.training.images?.isMostlyPaper ?? false
    return fitting
  }

  package func fitting(_ data: DataSplit) -> TrainingOptions { fitting(ExampleSplit(data)) }
}

extension TrainingOptions {
  /// Throws when a network of this plan cannot be trained on the data.
  package func check(fits data: ExampleSplit) throws(TrainingSetupError) {
    let widths = plan.widths
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 }) else {
      throw TrainingSetupError("a network needs at least two layers, such as 784-72-10")
    }
    guard plan.weightCount <= NetworkPlan.mostWeights else {
      throw TrainingSetupError(
        "a network \(plan.notation) has more than \(NetworkPlan.mostWeights) weights; use "
          + "smaller images or fewer units"
      )
    }
    try checkConvolutions(data.training.images)
    for (part, examples) in [("training", data.training), ("test", data.test)] {
      guard examples.inputsPerExample == widths[0] else {
        throw TrainingSetupError(
          "the \(part) data have \(examples.inputsPerExample) inputs, but the first layer \(widths[0])"
        )
      }
      let outputs = examples.outputsPerExample
      guard
        outputs == widths[widths.count - 1]
          || examples.images != nil && outputs < widths[widths.count - 1]
      else {
        throw TrainingSetupError(
          "the \(part) data have \(outputs) outputs, but the last layer \(widths[widths.count - 1])"
        )
      }
      guard examples.images != nil || !plan.loss.comparesClasses else {
        throw TrainingSetupError(
          "the logistic loss needs classes, but this data has none: try --loss mse")
      }
    }
    guard data.training.count > 0 else { throw TrainingSetupError("there is no training data") }
  }

  /// Throws when the convolutions of the plan do not suit its function, or the images.
  private func checkConvolutions(_ images: ImageDataset?) throws(TrainingSetupError) {
    guard let first = plan.convolutions.first else { return }
    guard plan.activation.isMonotone || plan.convolutions.allSatisfy({ $0.pool == 1 }) else {
      throw TrainingSetupError(
        "\(plan.activation.rawValue) rises and falls, so pooling cannot come before it; use --activation "
          + "relu or tanh, or no pooling")
    }
    if let images, (images.rows, images.columns) != (first.rows, first.columns) {
      throw TrainingSetupError(
        "the images have \(images.rows)×\(images.columns) pixels, but the first layer "
          + "\(first.rows)×\(first.columns)")
    }
  }
}
