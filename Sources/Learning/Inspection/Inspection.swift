import Autodiff

/// What was seen of one minibatch.
package struct Inspection: Hashable, Sendable {
  /// The distributions of one layer's numbers.
  package struct Distributions: Hashable, Sendable {
    package let weights: Histogram
    package let gradient: Histogram
    /// Of the outputs of a hidden layer's units.
    package let features: Histogram?
  }

  package let moment: TrainingRecord.Moment
  /// One for each layer, when asked for.
  package internal(set) var layers: [LayerHealth] = []
  package internal(set) var distributions: [Distributions] = []
  /// The gradient of each weight matrix, and how the minibatch changed it.
  package internal(set) var gradients: [ParameterElements] = []
  package internal(set) var updates: [ParameterElements] = []
}

/// Looks at a trainer before a minibatch and after it.
struct StepWatcher {
  private let wishes: Wishes
  private let before: [[Float]]

  /// Remembers the weights as they are before the minibatch.
  init(_ trainer: Trainer, wishes: Wishes) {
    self.wishes = wishes
    before = trainer.network.parameters.indices.map(trainer.elements(ofParameter:))
  }

  /// What the minibatch that has been done since shows.
  func inspection(of session: TrainingSession) -> Inspection {
    inspection(
      of: session.trainer, at: session.moment, hasLearned: session.record.hasLearned)
  }

  func inspection(
    of trainer: Trainer, at moment: TrainingRecord.Moment, hasLearned: Bool
  ) -> Inspection {
    let matrices = trainer.network.parameters.indices.filter {
      trainer.network.parameters[$0].isWeight
    }
    let looks = matrices.map { LayerLook(trainer, parameter: $0, before: before[$0]) }
    var inspection = Inspection(moment: moment)
    if wishes.layers {
      inspection.layers = looks.map {
        $0.health(beside: looks, hasLearned: hasLearned)
      }
    }
    if wishes.histograms { inspection.distributions = looks.map(\.distributions) }
    if wishes.changes {
      inspection.gradients = looks.map { $0.matrix($0.gradient) }
      inspection.updates = looks.map { $0.matrix($0.update) }
    }
    return inspection
  }
}

/// One layer's weights, gradient and units after a minibatch.
private struct LayerLook {
  private let parameter: Network.Parameter
  private let weights: [Float]
  let gradient: [Float]
  let update: [Float]
  private let units: UnitShares?
  private let features: [Float]?

  init(_ trainer: Trainer, parameter index: Int, before: [Float]) {
    parameter = trainer.network.parameters[index]
    weights = trainer.elements(ofParameter: index)
    gradient = trainer.gradient(ofParameter: index)
    update = zip(weights, before).map { $0 - $1 }
    units = trainer.unitShares(ofLayer: parameter.layer)
    features = trainer.features(ofLayer: parameter.layer)
  }

  private var gradientSize: Double {
    norm(gradient) / Double(max(gradient.count, 1)).squareRoot()
  }

  func health(beside all: [LayerLook], hasLearned: Bool) -> LayerHealth {
    let (weightNorm, change) = (norm(weights), norm(update))
    // Weights of nothing but zeros that stay so have not moved.
    let ratio = change == 0 ? 0 : change / weightNorm
    let facts = LayerFacts(
      weightNorm: weightNorm, gradientNorm: norm(gradient), updateRatio: ratio, units: units,
      gradientSize: gradientSize, lastGradientSize: all.last?.gradientSize ?? gradientSize,
      hasLearned: hasLearned)
    return LayerHealth(
      layer: parameter.layer, name: parameter.name, weightNorm: weightNorm,
      gradientNorm: facts.gradientNorm, updateRatio: ratio, units: units, flags: facts.flags)
  }

  var distributions: Inspection.Distributions {
    .init(
      weights: Histogram(of: weights), gradient: Histogram(of: gradient),
      features: features.map { Histogram(of: $0) })
  }

  func matrix(_ elements: [Float]) -> ParameterElements {
    ParameterElements(parameter, elements)
  }
}

/// The Euclidean norm, added up in Double.
func norm(_ numbers: [Float]) -> Double { dot(numbers, numbers).squareRoot() }

extension Trainer {
  /// The workers that ran last.
  private var lastWorkers: [BatchWorker] {
    fullBatch.map { [$0.someWorker] } ?? minibatches.workers
  }

  /// The gradient of the last minibatch.
  package func gradient(ofParameter index: Int) -> [Float] {
    if let gradient = fullBatch?.gradient { return gradient[index] }
    var sum = [Float](repeating: 0, count: network.parameters[index].shape.count)
    for worker in minibatches.workers {
      let gradient = worker.gradient(index)
      for place in sum.indices { sum[place] += gradient[place] }
    }
    return sum
  }

  /// The outputs of a hidden layer's units for the rows that ran last; `nil` for the last layer.
  func features(ofLayer layer: Int) -> [Float]? {
    guard network.features.indices.contains(layer) else { return nil }
    return lastWorkers.flatMap { $0.evaluation.value(of: $0.network.features[layer]).elements }
  }

  /// Which part of a hidden layer's units passes hardly any gradient; `nil` for the last layer.
  ///
  /// The local partial of each unit is what the core found on its way back: the adjoint of its sum
  /// over the adjoint of its output.
  func unitShares(ofLayer layer: Int) -> UnitShares? {
    guard network.features.indices.contains(layer) else { return nil }
    let width = options.plan.widths[layer + 1]
    // A kernel is a unit that is asked at many places.
    let places =
      options.plan.convolution(ofLayer: layer).map { $0.outputRows * $0.outputColumns } ?? 1
    var tally = PartialTally(
      units: width / max(places, 1), largest: options.plan.activation.largestPartial)
    for worker in lastWorkers {
      let sums = worker.evaluation.adjoint(of: worker.network.sums[layer]).elements
      let outputs = worker.evaluation.adjoint(of: worker.network.features[layer]).elements
      for index in sums.indices where outputs[index] != 0 {
        tally.add(sums[index], behind: outputs[index], unit: index % width / max(places, 1))
      }
    }
    return tally.shares
  }
}

/// Counts the local partials of a layer that are nearly or wholly zero.
private struct PartialTally {
  private let largest: Float
  private var flat: Float { largest / 20 }
  private var seen = 0
  private var flatOnes = 0
  private var isAlive: [Bool]
  /// The squares of what arrives at the units and of what they pass on, added up.
  private var arrived = 0.0
  private var passed = 0.0

  init(units: Int, largest: Float) {
    self.largest = largest
    isAlive = Array(repeating: false, count: units)
  }

  /// Takes notice of what a unit passes on of an adjoint.
  mutating func add(_ adjoint: Float, behind upstream: Float, unit: Int) {
    let partial = abs(adjoint / upstream)
    seen += 1
    arrived += Double(upstream) * Double(upstream)
    passed += Double(adjoint) * Double(adjoint)
    if partial < flat { flatOnes += 1 }
    if partial > 0 { isAlive[unit] = true }
  }

  var shares: UnitShares {
    guard seen > 0 else { return UnitShares(saturated: 0, dead: 0) }
    let dead = isAlive.count { !$0 }
    return UnitShares(
      saturated: Double(flatOnes) / Double(seen),
      dead: Double(dead) / Double(max(isAlive.count, 1)),
      passed: (passed / arrived).squareRoot() / Double(largest))
  }
}

extension Activation {
  /// About the largest local partial, against which others are called small.
  fileprivate var largestPartial: Float { self == .sigmoid ? 0.25 : 1 }
}
