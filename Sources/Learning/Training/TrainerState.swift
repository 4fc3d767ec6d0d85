import Basics

/// All that decides how a trainer continues: two trainers in one state do the same, bit for bit.
package struct TrainerState: Hashable, Sendable {
  package var options: TrainingOptions
  package var epoch: Int
  package var step: Int
  /// The examples of the epoch's order that are done.
  package var consumed: Int
  /// The state of the generator that shuffles the order.
  package var random: UInt64
  /// The order of the examples in this epoch.
  package var order: [Int32]
  /// The elements of each parameter.
  package var parameters: [[Float]]
  package var memory: OptimizerMemory
}

extension Trainer {
  /// What a checkpoint keeps of the trainer.
  package var state: TrainerState {
    TrainerState(
      options: options, epoch: epoch, step: step, consumed: consumed, random: generator.state,
      order: order, parameters: network.parameters.indices.map(elements(ofParameter:)),
      memory: fullBatch?.memory ?? minibatches.memory)
  }

  /// A trainer that continues from a state, with the data it was trained on so far.
  package convenience init(_ state: TrainerState, examples: ExampleSplit) throws {
    try self.init(state.options, examples: examples)
    guard state.order.count == order.count, Set(state.order) == Set(order),
      0...order.count ~= state.consumed, state.epoch >= 0, state.step >= 0
    else {
      throw TrainingSetupError(
        "the checkpoint's order of \(state.order.count) examples does not match "
          + "the \(order.count) examples of the data")
    }
    try goOn(from: state)
    finishEpochIfOver()
  }

  /// Goes back or on to a state of the same run.
  ///
  /// Requires: network, data and threads are those of this trainer.
  func restore(_ state: TrainerState) throws {
    let batch = Trainer.fittingBatch(state.options.batch, data)
    if minibatches.batch != batch {
      minibatches = try MinibatchDescent(state.options, batch: batch)
    } else {
      minibatches.use(state.options.optimizer, momentum: state.options.momentum)
    }
    options = state.options
    try goOn(from: state)
  }

  private func goOn(from state: TrainerState) throws {
    try takeOver(state.parameters)
    (epoch, step, consumed) = (state.epoch, state.step, state.consumed)
    order = state.order
    generator = SplitMix64(seed: state.random)
    minibatches.memory = state.memory
    fullBatch?.memory = state.memory
  }

  /// Takes over weights that were made elsewhere.
  package func takeOver(_ parameters: [[Float]]) throws {
    guard parameters.map(\.count) == counts else {
      throw TrainingSetupError(
        "the weights do not fit a \(options.plan.notation) network")
    }
    for (index, elements) in parameters.enumerated() {
      try setElements(elements, ofParameter: index)
    }
  }
}

extension [Int] {
  /// `784-72-10`
  package var dashed: String { map(String.init).joined(separator: "-") }
}
