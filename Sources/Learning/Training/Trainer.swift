package import Autodiff
import Dispatch

/// Trains a network, minibatch by minibatch; the same options and data give the same run, bit for
/// bit.
package final class Trainer {
  package let options: TrainingOptions
  package let data: DataSplit
  /// The epoch that runs or comes next, counted from 0.
  package private(set) var epoch = 0
  /// The number of minibatches of this epoch that are done.
  package private(set) var step = 0

  private let workers: [BatchWorker]
  private let examiner: Examiner
  private var optimizer: MomentumDescent
  private var order: [Int32]
  private var generator: SplitMix64
  private let batch: Int

  /// A trainer with freshly drawn weights.
  package init(_ options: TrainingOptions, data: DataSplit) throws(GraphError) {
    self.options = options
    self.data = data
    batch = max(min(options.batch, data.training.count), 1)
    let threads = max(min(options.threads, batch), 1)
    var workers: [BatchWorker] = []
    for thread in 0..<threads {
      let rows = Trainer.share(of: batch, thread, threads).count
      workers.append(try BatchWorker(options.plan, rows: rows, ofBatch: batch))
    }
    self.workers = workers
    examiner = try Examiner(options.plan)
    optimizer = MomentumDescent(
      momentum: options.momentum, counts: workers[0].network.parameters.map(\.shape.count))
    order = (0..<data.training.count).map { Int32(clamping: $0) }
    generator = SplitMix64(seed: options.seed)
    try drawWeights()
    order.shuffle(using: &generator)
  }

  /// The network as the first thread runs it.
  package var network: Network { workers[0].network }

  /// The minibatches of an epoch; what is left over at its end waits for another order.
  package var stepsPerEpoch: Int { data.training.count / batch }

  /// The rate of the next minibatch.
  package var rate: Float { options.schedule.rate(epoch: epoch) }

  /// The rows of a minibatch that a thread takes.
  private static func share(of batch: Int, _ thread: Int, _ threads: Int) -> Range<Int> {
    batch * thread / threads..<batch * (thread + 1) / threads
  }

  private func drawWeights() throws(GraphError) {
    for (index, parameter) in network.parameters.enumerated() {
      var elements = [Float](repeating: 0, count: parameter.shape.count)
      if parameter.isWeight {
        let extents = parameter.shape.extents
        let deviation = options.plan.activation.initialDeviation(
          inputs: extents[1], outputs: extents[0])
        for place in elements.indices {
          elements[place] = Float(deviation * generator.nextNormal())
        }
      }
      for worker in workers { try worker.setParameter(index, to: elements) }
    }
  }
}

extension Trainer {
  /// Trains on the next minibatch and returns its mean loss before the change.
  package func runStep() throws(GraphError) -> Float {
    let start = step * batch
    let places = order[start..<start + batch]
    var losses = [Float](repeating: 0, count: workers.count)
    if workers.count == 1 {
      losses[0] = try run(workers[0], places)
    } else {
      losses = try runTogether(places)
    }
    update()
    advance()
    return losses.reduce(0, +)
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
    let results = SharedResults(count: workers.count)
    DispatchQueue.concurrentPerform(iterations: workers.count) { thread in
      let share = Trainer.share(of: batch, thread, workers.count)
      let own = places[places.startIndex + share.lowerBound..<places.startIndex + share.upperBound]
      workers[thread].load(training, at: own)
      do throws(GraphError) {
        results.set(.success(try workers[thread].run()), of: thread)
      } catch {
        results.set(.failure(error), of: thread)
      }
    }
    return try results.losses()
  }

  /// Moves the parameters of the first thread against the sum of all gradients, added up in the
  /// order of the threads, and hands them on.
  private func update() {
    let rate = rate
    for index in network.parameters.indices {
      for (number, worker) in workers.enumerated() {
        worker.withParameter(index) { _, gradient in
          optimizer.accumulate(gradient, ofParameter: index, isFirst: number == 0)
        }
      }
      workers[0].withParameter(index) { weights, _ in
        optimizer.move(weights, ofParameter: index, rate: rate)
        for worker in workers.dropFirst() {
          worker.withParameter(index) { copy, _ in _ = copy.update(fromContentsOf: weights) }
        }
      }
    }
  }

  private func advance() {
    step += 1
    guard step >= stepsPerEpoch else { return }
    step = 0
    epoch += 1
    order.shuffle(using: &generator)
  }

  /// The loss and accuracy on the test set with the present weights.
  package func examine() throws(GraphError) -> Examination {
    for index in network.parameters.indices {
      try examiner.setParameter(index, to: workers[0].parameter(index))
    }
    return examiner.examine(data.test)
  }

  /// The elements of a parameter.
  package func elements(ofParameter index: Int) -> [Float] { workers[0].parameter(index) }
}

/// The results of threads that run at the same time, each in a place of its own.
private final class SharedResults: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Result<Float, GraphError>>

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: .success(0))
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func set(_ result: Result<Float, GraphError>, of thread: Int) {
    places[thread] = result
  }

  func losses() throws(GraphError) -> [Float] {
    var losses: [Float] = []
    for place in places { losses.append(try place.get()) }
    return losses
  }
}
