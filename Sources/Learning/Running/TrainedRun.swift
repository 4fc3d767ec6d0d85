/// What the screen of a run shows after one of its steps, in figures.
package struct RunFigures: Hashable, Sendable {
  /// How many minibatches have been done.
  package let step: Int
  /// In epochs.
  package let epoch: Double
  package let rate: Double
  /// The last point of the training curve; `nil` before the first.
  package let loss: Double?
  /// Of the last evaluation.
  package let testLoss: Double?
  /// The share of test examples that it predicted correctly, in percent; `nil` without classes.
  package let accuracy: Double?
  /// How many hidden units answered no example of the last minibatch; `nil` before the first.
  package let deadUnits: Int?

  init(_ snapshot: TrainingSnapshot) {
    let record = snapshot.record
    step = record.steps
    epoch = Double(snapshot.epoch) + snapshot.partOfEpoch
    rate = Double(snapshot.rate)
    loss = record.losses.last.map { Double($0.loss) }
    testLoss = record.tests.last.map { Double($0.result.loss) }
    accuracy = record.tests.last?.result.accuracy.map { $0 * 100 }
    let widths = snapshot.options.plan.widths
    let layers = snapshot.inspection?.layers
    deadUnits = layers?.reduce(0) { count, layer in
      guard let units = layer.units, widths.indices.contains(layer.layer + 1) else { return count }
      return count + Int((units.dead * Double(widths[layer.layer + 1])).rounded())
    }
  }
}

extension TrainingSnapshot {
  /// Where in its epoch the run is, from 0 to 1.
  fileprivate var partOfEpoch: Double {
    state == .finished ? 0 : Double(step) / Double(max(stepsPerEpoch, 1))
  }
}

/// A run that was trained from its start to its end, with the figures after each step.
package struct TrainedRun: Sendable {
  /// By the number of the step; the first are those of the untrained network.
  package let figures: [RunFigures]
  package let stepsPerEpoch: Int
  /// Why it stopped before its last epoch was over, if it did.
  package let stop: String?

  /// Trains on examples that fit the run.
  init(_ run: DrawnRun, on data: ExampleSplit) throws {
    let training = try SteppedTraining(
      run.options, data, dataName: run.examples.name, epochs: run.epochs)
    training.send(.look(Wishes(layers: true)))
    var figures = [RunFigures(training.snapshot)]
    var snapshot = training.snapshot
    while snapshot.state == .paused {
      training.step(1)
      snapshot = training.snapshot
      if case .failed = snapshot.state { break }
      figures.append(RunFigures(snapshot))
    }
    self.figures = figures
    stepsPerEpoch = snapshot.stepsPerEpoch
    stop = if case .failed(let failure) = snapshot.state { failure.message } else { nil }
  }

  /// The number of the last step that was done.
  package var lastStep: Int { figures.count - 1 }
}
