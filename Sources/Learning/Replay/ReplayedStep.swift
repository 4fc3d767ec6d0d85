import Autodiff

/// One step of a run with all that led to its update, computed again.
package struct ReplayedStep: Hashable, Sendable {
  /// One example of the minibatch.
  package struct Row: Hashable, Sendable {
    /// Its place in the minibatch, counted from 0.
    package let row: Int
    /// Its number in the training data, counted from 0.
    package let example: Int
    /// The true class, and the one with the largest score; `nil` where there are no classes, or no
    /// score is a number.
    package let label: Int?
    package let predicted: Int?
    /// Its own loss; the mean over the rows is the loss of the step.
    package let loss: Float
    /// Its part of the sum of all rows' losses, from 0 to 1; 0 where that sum is 0 or not finite.
    package internal(set) var share: Double
    /// The norm of the gradient of its own loss with respect to all parameters, as its graph alone has
    /// it; the mean of the rows' gradients is that of the minibatch, without the penalty.
    package let gradientNorm: Double
  }

  /// What was recorded, and is so again bit for bit. In the first step the loss is NaN, and gradients
  /// and updates are 0.
  package let record: StepRecord
  /// The options in force, with the batch and momentum of this step.
  package let options: TrainingOptions
  /// In the order of the minibatch; empty in the first step. A step of L-BFGS has a row for each
  /// example.
  package let rows: [Row]
  /// In the order of the network's parameters: before the update, the gradient that the optimizer took
  /// (of loss and penalty), and after the update.
  package let before: [ParameterElements]
  package let gradients: [ParameterElements]
  package let after: [ParameterElements]
  /// Layers, distributions, gradients and updates as the panes of the training screen show them; its
  /// moment is that after the step, in seconds 0.
  package let inspection: Inspection
  /// Why the run stopped at this step, whose update was then not made.
  package let stopped: TrainingStopped?
  /// What the rows met in each layer; none for a step that takes all of the data.
  private let layers: [LayerRows]
  /// The gradient of the penalty on large weights for each parameter; none without a penalty.
  private let penalties: [[Float]]
  /// What the optimizer remembered before the step and after it.
  private let memory: Memory

  private struct Memory: Hashable, Sendable {
    let before: OptimizerMemory
    let after: OptimizerMemory
  }

  init(
    record: StepRecord, options: TrainingOptions, rows: [Row], before: [ParameterElements],
    gradients: [ParameterElements], after: [ParameterElements], inspection: Inspection,
    stopped: TrainingStopped?, layers: [LayerRows], penalties: [[Float]],
    memory: (before: OptimizerMemory, after: OptimizerMemory)
  ) {
    (self.record, self.options, self.rows) = (record, options, rows)
    (self.before, self.gradients, self.after) = (before, gradients, after)
    (self.inspection, self.stopped) = (inspection, stopped)
    (self.layers, self.penalties) = (layers, penalties)
    self.memory = Memory(before: memory.before, after: memory.after)
  }

  /// The state of a trainer before the run's first update, as the step of this number.
  init(start trainer: Trainer, step: Int) throws {
    let parameters = trainer.parameters
    let zeros = zip(trainer.network.parameters, parameters).map {
      ParameterElements($0, Array(repeating: 0, count: $1.elements.count))
    }
    let epoch = Double(trainer.epoch) + trainer.partOfEpoch
    self.init(
      record: StepRecord(
        step: step, epoch: epoch, rate: trainer.rate, loss: .nan,
        parameters: parameters.map { ParameterNorms(norm: Float(norm($0.elements))) }),
      options: trainer.options, rows: [], before: parameters, gradients: zeros, after: parameters,
      inspection: Inspection(moment: .init(epoch: epoch, step: step, seconds: 0)), stopped: nil,
      layers: [], penalties: [], memory: (trainer.memory, trainer.memory))
  }

  /// The rows by their share of the loss, the largest first; of equals the earlier first. Rows whose
  /// loss is not finite come before all others.
  package var rowsByShare: [Row] {
    rows.sorted { one, other in
      guard one.loss.isFinite, other.loss.isFinite else {
        return one.loss.isFinite == other.loss.isFinite
          ? one.row < other.row : !one.loss.isFinite
      }
      return one.loss == other.loss ? one.row < other.row : one.loss > other.loss
    }
  }

  /// The inputs of a row as the network takes them, such as pixels from 0 to 1; none for a row that is
  /// not there, or of a step that takes all of the data.
  package func inputs(ofRow row: Int) -> [Float] {
    guard rows.indices.contains(row), let first = layers.first else { return [] }
    return Array(first.inputs(ofRow: row))
  }
}

extension ReplayedStep {
  /// How one element of a parameter came to its new value; `nil` when there is no such element, or in
  /// the first step.
  package func update(ofParameter index: Int, element: Int) -> UpdateTerms? {
    guard before.indices.contains(index), !rows.isEmpty,
      before[index].elements.indices.contains(element)
    else { return nil }
    let (parameter, gradient) = (before[index], gradients[index].elements)
    let isWithBiases = options.plan.hasBiases
    let layer = isWithBiases ? index / 2 : index
    let contributions =
      layers.indices.contains(layer)
      ? layers[layer].contributions(toElement: element, ofWeights: parameter.isWeight) : []
    return UpdateTerms(
      parameter: parameter.name, place: parameter.shape.indices(of: element), rows: contributions,
      penalty: penalties.isEmpty ? 0 : penalties[index][element],
      gradient: gradient.indices.contains(element) ? gradient[element] : .nan,
      rule: rule(at: offset(ofParameter: index) + element), rate: record.rate,
      old: parameter.elements[element], new: after[index].elements[element])
  }

  private func offset(ofParameter index: Int) -> Int {
    before[..<index].reduce(0) { $0 + $1.elements.count }
  }

  /// What the optimizer made of the gradient of an element, counted over all parameters.
  private func rule(at place: Int) -> UpdateTerms.Rule {
    switch options.optimizer {
    case .sgd: .momentum(momentum: 0, velocity: kept("velocity", place))
    case .momentum: .momentum(momentum: options.momentum, velocity: kept("velocity", place))
    case .nesterov: .nesterov(momentum: options.momentum, velocity: kept("velocity", place))
    case .adam:
      .adam(
        mean: kept("mean", place), square: kept("square", place), t: memory.before.steps + 1)
    case .lbfgs: .lineSearch
    }
  }

  private func kept(_ name: String, _ place: Int) -> UpdateTerms.Kept {
    func number(_ memory: OptimizerMemory) -> Float {
      guard let buffer = memory.buffers[name], buffer.indices.contains(place) else { return .nan }
      return buffer[place]
    }
    return UpdateTerms.Kept(before: number(memory.before), after: number(memory.after))
  }
}
