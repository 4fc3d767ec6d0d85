package import Autodiff
import Dispatch

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

  /// The number of examples of this epoch's order that are done.
  var consumed = 0
  private(set) var workers: [BatchWorker]
  private let examiner: Examiner
  /// What moves the parameters, unless `descent` does.
  var optimizer: (any Optimizer)?
  /// The optimizer that takes all of the training data at once.
  let descent: FullBatchDescent?
  var order: [Int32]
  var generator: SplitMix64
  private(set) var batch: Int
  /// By what a checkpoint knows the data again.
  private(set) lazy var dataMark = DataMark(of: data.training)

  /// A trainer with freshly drawn weights.
  package init(_ options: TrainingOptions, examples: ExampleSplit) throws {
    try options.check(fits: examples)
    self.options = options
    data = examples
    batch = Trainer.fittingBatch(options.batch, examples)
    workers = try Trainer.makeWorkers(options, batch: batch)
    examiner = try Examiner(options.plan)
    descent = options.optimizer.usesAllData ? try FullBatchDescent(options, examples.training) : nil
    order = (0..<examples.training.count).map { Int32(clamping: $0) }
    generator = SplitMix64(seed: options.seed)
    optimizer = options.optimizer.optimizer(momentum: options.momentum, counts: counts)
    try drawWeights()
    order.shuffle(using: &generator)
  }

  /// A trainer on images, with freshly drawn weights.
  package convenience init(_ options: TrainingOptions, data: DataSplit) throws {
    try self.init(options, examples: ExampleSplit(data))
  }

  /// The network as the first thread runs it.
  package var network: Network { workers[0].network }

  /// The number of elements of each parameter.
  var counts: [Int] { network.parameters.map(\.shape.count) }

  /// The minibatches of this epoch; what is left over at its end waits for another order.
  package var stepsPerEpoch: Int {
    descent == nil ? step + (order.count - consumed) / batch : 1
  }

  /// The rate of the next minibatch.
  package var rate: Float { options.schedule.rate(epoch: epoch, part: partOfEpoch) }

  /// How much of this epoch is over, from 0 to 1.
  package var partOfEpoch: Double { Double(step) / Double(max(stepsPerEpoch, 1)) }

  private static func fittingBatch(_ wanted: Int, _ examples: ExampleSplit) -> Int {
    max(min(wanted, examples.training.count), 1)
  }

  private static func makeWorkers(
    _ options: TrainingOptions, batch: Int
  ) throws(GraphError) -> [BatchWorker] {
    let threads = max(min(options.threads, batch), 1)
    var workers: [BatchWorker] = []
    for thread in 0..<threads {
      let rows = share(of: batch, thread, threads).count
      workers.append(try BatchWorker(options.plan, rows: rows, ofBatch: batch))
    }
    return workers
  }

  /// The rows of a minibatch that a thread takes.
  static func share(of batch: Int, _ thread: Int, _ threads: Int) -> Range<Int> {
    batch * thread / threads..<batch * (thread + 1) / threads
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
    options.batch = max(wanted, 1)
    batch = Trainer.fittingBatch(options.batch, data)
    workers = try Trainer.makeWorkers(options, batch: batch)
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
  package func runStep() throws -> Float {
    guard let descent else { return try runMinibatch() }
    let start = network.parameters.indices.map(elements(ofParameter:))
    let result = try descent.step(from: start, rate: rate)
    samplesOfLastStep = result.samples
    guard result.loss.isFinite else { throw stopped(by: result.loss, origin: descent.origin()) }
    for (index, elements) in result.parameters.enumerated() {
      try setElements(elements, ofParameter: index)
    }
    (step, consumed) = (1, order.count)
    finishEpochIfOver()
    return result.loss
  }

  private func runMinibatch() throws -> Float {
    let places = order[consumed..<consumed + batch]
    var losses = [Float](repeating: 0, count: workers.count)
    if workers.count == 1 {
      losses[0] = try run(workers[0], places)
    } else {
      losses = try runTogether(places)
    }
    let loss = losses.reduce(0, +)
    guard loss.isFinite else { throw stopped(by: loss, origin: origin(among: places)) }
    update()
    samplesOfLastStep = batch
    step += 1
    consumed += batch
    finishEpochIfOver()
    return loss
  }

  private func run(
    _ worker: BatchWorker, _ places: ArraySlice<Int32>
  ) throws(GraphError) -> Float {
    worker.load(data.training, at: places)
    return try worker.run()
  }

  /// Each thread takes its share; the losses are kept in order of the threads, whoever is first.
  private func runTogether(_ places: ArraySlice<Int32>) throws(GraphError) -> [Float] {
    let (workers, training, batch) = (workers, data.training, batch)
    return try results(ofThreads: workers.count) { thread throws(GraphError) in
      let share = Trainer.share(of: batch, thread, workers.count)
      let own = places[places.startIndex + share.lowerBound..<places.startIndex + share.upperBound]
      workers[thread].load(training, at: own)
      return try workers[thread].run()
    }
  }

  /// Moves the parameters of the first thread against the sum of all gradients, added up in the
  /// order of the threads, and hands them on.
  private func update() {
    let rate = rate
    for index in network.parameters.indices {
      for (number, worker) in workers.enumerated() {
        worker.withParameter(index) { _, gradient in
          optimizer?.accumulate(gradient, ofParameter: index, isFirst: number == 0)
        }
      }
      workers[0].withParameter(index) { weights, _ in
        optimizer?.move(weights, ofParameter: index, rate: rate)
        for worker in workers.dropFirst() {
          worker.withParameter(index) { copy, _ in _ = copy.update(fromContentsOf: weights) }
        }
      }
    }
    optimizer?.finishStep()
  }

  /// Goes on to the next epoch when no minibatch is left of this one.
  func finishEpochIfOver() {
    guard order.count - consumed < batch || descent != nil, step > 0 else { return }
    (step, consumed) = (0, 0)
    epoch += 1
    order.shuffle(using: &generator)
  }

  /// The loss and accuracy on the test set with the present weights.
  package func examine() throws(GraphError) -> Examination {
    for index in network.parameters.indices {
      try examiner.setParameter(index, to: workers[0].parameter(index))
    }
    return try examiner.examine(data.test)
  }

  /// The elements of a parameter.
  package func elements(ofParameter index: Int) -> [Float] { workers[0].parameter(index) }

  /// Gives a parameter its elements, on every thread.
  func setElements(_ elements: [Float], ofParameter index: Int) throws(GraphError) {
    for worker in workers { try worker.setParameter(index, to: elements) }
  }
}

/// Runs a body on as many threads as told, and returns the results in the order of the threads.
func results<Value: Sendable>(
  ofThreads count: Int, _ body: @Sendable (Int) throws(GraphError) -> Value
) throws(GraphError) -> [Value] {
  let results = SharedResults<Value>(count: count)
  DispatchQueue.concurrentPerform(iterations: count) { thread in
    do throws(GraphError) {
      results.set(.success(try body(thread)), of: thread)
    } catch {
      results.set(.failure(error), of: thread)
    }
  }
  return try results.values()
}

/// The results of threads that run at the same time, each in a place of its own.
private final class SharedResults<Value: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Result<Value, GraphError>?>

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: nil)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func set(_ result: Result<Value, GraphError>, of thread: Int) {
    places[thread] = result
  }

  func values() throws(GraphError) -> [Value] {
    var values: [Value] = []
    for case let place? in places { values.append(try place.get()) }
    return values
  }
}
