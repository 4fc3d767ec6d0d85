/// What can be changed while a run continues; it takes effect with the next minibatch.
extension Trainer {
  /// Gives the next minibatch this rate, and those after it the schedule's in proportion.
  package func setRate(_ wanted: Float) {
    guard wanted.isFinite, wanted > 0 else { return }
    options.schedule = options.schedule.scaled(from: rate, to: wanted)
  }

  /// Sets the momentum; the velocity stays. An optimizer without momentum takes no notice, but
  /// plain descent becomes descent with momentum.
  package func setMomentum(_ wanted: Float) {
    guard wanted.isFinite, 0..<1 ~= wanted else { return }
    if options.optimizer == .sgd { options.optimizer = .momentum }
    guard options.optimizer.hasMomentum else { return }
    options.momentum = wanted
    let memory = minibatches.memory
    minibatches.use(options.optimizer, momentum: wanted)
    minibatches.memory = memory
  }
}
