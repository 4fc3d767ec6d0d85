package import Autodiff
import Basics

/// Trains a network, minibatch by minibatch; the same options and data give the same run, bit for
/// bit.
package final class Trainer {
  package internal(set) var options: TrainingOptions
  package let data: ExampleSplit
  /// The epoch that runs or comes next, counted from 0.
  package internal(set) var epoch = 0
  /// The number of minibatches of this epoch that are done.
  package internal(set) var step = 0
  /// The number of examples that the last step took.
  package private(set) var samplesOfLastStep = 0

  /// Whether each step leaves the norms of parameters, gradients and updates.
  package var measuresNorms = false
  /// The norms of the last step that was measured, one for each parameter.
  package private(set) var norms: [ParameterNorms] = []
  /// The gradient that the last measured step took, of a descent that takes all data.
  private(set) var gradientOfFullBatch: [[Float]] = []

  /// The number of examples of this epoch's order that are done.
  var consumed = 0
  /// What holds the network, and trains it unless `fullBatch` does.
  var minibatches: MinibatchDescent
  /// Asked with the loss of each minibatch before its update; `true` leaves all as it was.
  var holdsUpdate: ((Float) -> Bool)?
  /// The descent that takes all of the training data at once.
  let fullBatch: FullBatchDescent?
  private let examiner: Examiner
  var order: [Int32]
  var generator: SplitMix64
  /// By what a checkpoint knows the data again.
  private(set) lazy var dataMark = DataMark(of: data.training)

  /// A trainer with freshly drawn weights.
  package init(_ options: TrainingOptions, examples: ExampleSplit) throws {
    try options.check(fits: examples)
    self.options = options
    data = examples
    minibatches = try MinibatchDescent(
      options, batch: Trainer.fittingBatch(options.batch, examples))
    examiner = try Examiner(options.plan)
    fullBatch =
      options.optimizer.usesAllData ? try FullBatchDescent(options, examples.training) : nil
    order = (0..<examples.training.count).map { Int32(clamping: $0) }
    generator = SplitMix64(seed: options.seed)
    try drawWeights()
    order.shuffle(using: &generator)
  }

  /// A trainer on images, with freshly drawn weights.
  package convenience init(_ options: TrainingOptions, data: DataSplit) throws {
    try self.init(options, examples: ExampleSplit(data))
  }

  /// The network as the first thread runs it.
  package var network: Network { minibatches.network }

  /// The number of elements of each parameter.
  var counts: [Int] { minibatches.counts }

  /// The examples that a step takes, unless it takes all.
  private var batch: Int { minibatches.batch }

  /// The minibatches of this epoch; what is left over at its end waits for another order.
  package var stepsPerEpoch: Int {
    fullBatch == nil ? step + (order.count - consumed) / batch : 1
  }

  /// The rate of the next minibatch.
  package var rate: Float { options.schedule.rate(epoch: epoch, part: partOfEpoch) }

  /// How much of this epoch is over, from 0 to 1.
  package var partOfEpoch: Double { Double(step) / Double(max(stepsPerEpoch, 1)) }

  static func fittingBatch(_ wanted: Int, _ examples: ExampleSplit) -> Int {
    max(min(wanted, examples.training.count), 1)
  }

  private func drawWeights() throws(GraphError) {
    for (index, parameter) in network.parameters.enumerated() {
      var elements = [Float](repeating: 0, count: parameter.shape.count)
      if parameter.isWeight {
        let deviation = options.plan.initialDeviation(ofLayer: parameter.layer)
        for place in elements.indices {
          elements[place] = Float(deviation * generator.nextNormal())
        }
      }
      try setElements(elements, ofParameter: index)
    }
  }

  /// Takes another size of minibatches from the next one on.
  package func setBatch(_ wanted: Int) throws(GraphError) {
    let elements = network.parameters.indices.map(elements(ofParameter:))
    let memory = minibatches.memory
    options.batch = max(wanted, 1)
    minibatches = try MinibatchDescent(
      options, batch: Trainer.fittingBatch(options.batch, data))
    minibatches.memory = memory
    for (index, elements) in elements.enumerated() {
      try setElements(elements, ofParameter: index)
    }
    finishEpochIfOver()
  }
}

extension Trainer {
  /// Trains on the next minibatch and returns its mean loss before the change.
  ///
  /// Throws ``TrainingStopped`` when the loss is no longer a number; the weights are then as they
  /// were.
  ///
  /// - Parameter look: Called between the sweeps of a minibatch and its update, with its loss; not for
  ///   a descent that takes all data. When it throws, nothing is updated.
  package func runStep(beforeUpdate look: ((_ loss: Float) throws -> Void)? = nil) throws -> Float {
    guard let fullBatch else { return try runMinibatch(look) }
    let start = network.parameters.indices.map(elements(ofParameter:))
    let result = try fullBatch.step(from: start, rate: rate, unless: holdsUpdate)
    samplesOfLastStep = result.samples
    if measuresNorms { measure(result, from: start) }
    guard result.loss.isFinite else { throw stopped(by: result.loss, origin: fullBatch.origin()) }
    for (index, elements) in result.parameters.enumerated() {
      try setElements(elements, ofParameter: index)
    }
    (step, consumed) = (1, order.count)
    finishEpochIfOver()
    return result.loss
  }

  private func measure(_ result: FullBatchDescent.Step, from start: [[Float]]) {
    gradientOfFullBatch = result.gradient
    norms = start.indices.map { index in
      var squares = StepSquares()
      squares.old = dot(start[index], start[index])
      if result.gradient.indices.contains(index) {
        squares.gradient = dot(result.gradient[index], result.gradient[index])
      }
      let change = zip(result.parameters[index], start[index]).map { $0 - $1 }
      squares.change = dot(change, change)
      return ParameterNorms(squares)
    }
  }

  private func runMinibatch(_ look: ((_ loss: Float) throws -> Void)?) throws -> Float {
    let loss = try minibatches.run(data.training, at: nextPlaces)
    try look?(loss)
    if let holdsUpdate, holdsUpdate(loss) { throw UpdateHeld() }
    guard loss.isFinite else {
      if measuresNorms { measureWithoutUpdate() }
      throw stopped(by: loss, origin: minibatches.origin())
    }
    minibatches.move(rate: rate, measuring: measuresNorms)
    if measuresNorms { copyNorms() }
    samplesOfLastStep = batch
    step += 1
    consumed += batch
    finishEpochIfOver()
    return loss
  }

  private func copyNorms() {
    if norms.count != network.parameters.count {
      norms = Array(repeating: ParameterNorms(), count: network.parameters.count)
    }
    minibatches.copyNorms(to: &norms)
  }

  /// The norms of a minibatch whose loss is not finite.
  private func measureWithoutUpdate() {
    norms = network.parameters.indices.map { index in
      let (weights, gradient) = (elements(ofParameter: index), gradient(ofParameter: index))
      return ParameterNorms(
        StepSquares(old: dot(weights, weights), gradient: dot(gradient, gradient)))
    }
  }

  /// The examples of the next minibatch, unless a step takes all.
  var nextPlaces: ArraySlice<Int32> { order[consumed..<consumed + batch] }

  /// Continues to the next epoch when no minibatch is left of this one.
  func finishEpochIfOver() {
    guard order.count - consumed < batch || fullBatch != nil, step > 0 else { return }
    (step, consumed) = (0, 0)
    epoch += 1
    order.shuffle(using: &generator)
  }

  /// The loss and accuracy on the test set with the present weights.
  package func examine() throws(GraphError) -> Examination {
    for index in network.parameters.indices {
      try examiner.setParameter(index, to: elements(ofParameter: index))
    }
    return try examiner.examine(data.test)
  }

  /// The elements of a parameter.
  package func elements(ofParameter index: Int) -> [Float] {
    minibatches.elements(ofParameter: index)
  }

  /// Whether all parameters are numbers.
  var isSound: Bool {
    network.parameters.indices.allSatisfy { elements(ofParameter: $0).allSatisfy(\.isFinite) }
  }

  /// Gives a parameter its elements, on every thread.
  func setElements(_ elements: [Float], ofParameter index: Int) throws(GraphError) {
    try minibatches.setElements(elements, ofParameter: index)
  }
}
