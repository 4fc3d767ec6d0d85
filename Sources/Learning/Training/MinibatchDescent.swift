import Autodiff

/// Descent by minibatches on one or more threads: each runs its share of the rows, then moves its
/// share of every parameter's elements.
///
/// The gradients of the threads are added up in their order, element by element, so that it makes
/// no difference how the elements are shared out or who is first.
final class MinibatchDescent {
  let batch: Int
  private let lanes: [MinibatchLane]
  let crew: Crew
  // Made once: a step allocates nothing.
  private let runRows: Crew.Task
  private let moveElements: Crew.Task
  private let takeOverElements: Crew.Task

  init(_ options: TrainingOptions, batch: Int) throws(GraphError) {
    let threads = max(min(options.threads, batch), 1)
    var lanes: [MinibatchLane] = []
    for thread in 0..<threads {
      lanes.append(try MinibatchLane(options, batch: batch, thread: thread, of: threads))
    }
    self.batch = batch
    self.lanes = lanes
    crew = Crew(count: threads)
    runRows = { [lanes] thread in lanes[thread].run() }
    moveElements = { [lanes] thread in lanes[thread].move(by: lanes) }
    takeOverElements = { [lanes] thread in lanes[thread].takeOver(from: lanes) }
  }

  /// What runs the rows of each thread, in the order of the threads.
  var workers: [BatchWorker] { lanes.map(\.worker) }

  var network: Network { lanes[0].worker.network }

  /// The number of elements of each parameter.
  var counts: [Int] { network.parameters.map(\.shape.count) }

  /// Runs the examples at as many places as a minibatch has, and returns their mean loss.
  func run(_ examples: Examples, at places: ArraySlice<Int32>) throws(GraphError) -> Float {
    for lane in lanes { lane.take(places, of: examples) }
    crew.run(runRows)
    var loss: Float = 0
    for lane in lanes { loss += try lane.loss.get() }
    return loss
  }

  /// Moves the parameters against the gradients of the minibatch that was run last; the norms are taken
  /// in the same pass when they are asked for.
  func move(rate: Float, measuring isMeasured: Bool) {
    for lane in lanes { (lane.rate, lane.isMeasured) = (rate, isMeasured) }
    crew.run(moveElements)
    if lanes.count > 1 { crew.run(takeOverElements) }
  }

  /// Writes the norms of the last move, one for each parameter. Requires: it was measured.
  func copyNorms(to norms: inout [ParameterNorms]) {
    for index in norms.indices {
      var squares = StepSquares()
      for lane in lanes { squares += lane.squares[index] }
      norms[index] = ParameterNorms(squares)
    }
  }

  /// Where the first number that is none arose in the minibatch that was run last.
  func origin() -> NumericOrigin? {
    for lane in lanes {
      if let origin = lane.worker.origin(of: lane.places) { return origin }
    }
    return nil
  }
}

extension MinibatchDescent {
  /// The elements of a parameter.
  func elements(ofParameter index: Int) -> [Float] { lanes[0].worker.parameter(index) }

  /// Gives a parameter its elements, on every thread.
  func setElements(_ elements: [Float], ofParameter index: Int) throws(GraphError) {
    for lane in lanes { try lane.worker.setParameter(index, to: elements) }
  }

  /// Starts over with an optimizer, at rest.
  func use(_ kind: OptimizerKind, momentum: Float) {
    for lane in lanes {
      lane.optimizer = kind.optimizer(momentum: momentum, counts: lane.ranges.map(\.count))
    }
  }

  /// What the optimizer remembers, however many threads it is spread over.
  var memory: OptimizerMemory {
    get {
      OptimizerMemory(
        joining: lanes.map { lane in
          (lane.optimizer?.memory ?? OptimizerMemory(), lane.ranges)
        })
    }
    set {
      for lane in lanes { lane.optimizer?.restore(newValue.part(lane.ranges, ofCounts: counts)) }
    }
  }
}

/// What one thread of a descent has to itself, but for its worker's parameters: while they move,
/// each thread has some elements of the parameters of all.
private final class MinibatchLane: @unchecked Sendable {
  let worker: BatchWorker
  /// The elements of each parameter that this thread moves.
  let ranges: [Range<Int>]
  /// The optimizer of these elements.
  var optimizer: (any Optimizer)?
  var rate: Float = 0
  /// The rows of each minibatch that this thread runs.
  private let rows: Range<Int>
  private(set) var places: ArraySlice<Int32> = []
  private var examples: Examples?
  private(set) var loss = Result<Float, GraphError>.success(0)
  /// Whether to add up squares while elements move.
  var isMeasured = false
  /// What came of that, for the elements of each parameter.
  private(set) var squares: [StepSquares]
  private var parts: GradientParts = []
  /// Room for the elements of any parameter, once something is measured.
  private var scratch = Scratch(start: nil, count: 0)

  init(
    _ options: TrainingOptions, batch: Int, thread: Int, of threads: Int
  ) throws(GraphError) {
    rows = Crew.share(of: batch, thread, threads)
    worker = try BatchWorker(options.plan, rows: rows.count, ofBatch: batch)
    let counts = worker.network.parameters.map(\.shape.count)
    ranges = counts.map { Crew.share(of: $0, thread, threads) }
    optimizer = options.optimizer.optimizer(
      momentum: options.momentum, counts: ranges.map(\.count))
    squares = Array(repeating: StepSquares(), count: counts.count)
    parts.reserveCapacity(threads)
  }

  deinit { scratch.deallocate() }

  /// Takes its share of a minibatch.
  func take(_ minibatch: ArraySlice<Int32>, of examples: Examples) {
    let start = minibatch.startIndex
    places = minibatch[start + rows.lowerBound..<start + rows.upperBound]
    self.examples = examples
  }

  func run() {
    guard let examples else { return }
    worker.load(examples, at: places)
    do throws(GraphError) { loss = .success(try worker.run()) } catch { loss = .failure(error) }
  }

  /// Moves this thread's elements, in its own worker, against the sum of all gradients.
  func move(by lanes: [MinibatchLane]) {
    guard !isMeasured else { return moveMeasured(by: lanes) }
    for (index, range) in ranges.enumerated() {
      for (number, lane) in lanes.enumerated() {
        optimizer?.accumulate(
          UnsafeBufferPointer(rebasing: lane.worker.addresses[index].gradient[range]),
          ofParameter: index, from: 0, isFirst: number == 0)
      }
      optimizer?.move(
        UnsafeMutableBufferPointer(rebasing: worker.addresses[index].weights[range]),
        ofParameter: index, from: 0, rate: rate)
    }
    optimizer?.finishStep()
  }

  private func moveMeasured(by lanes: [MinibatchLane]) {
    makeScratch()
    for (index, range) in ranges.enumerated() {
      parts.removeAll(keepingCapacity: true)
      for lane in lanes {
        parts.append(UnsafeBufferPointer(rebasing: lane.worker.addresses[index].gradient[range]))
      }
      let sums = optimizer?.measuredStep(
        parts, UnsafeMutableBufferPointer(rebasing: worker.addresses[index].weights[range]),
        ofParameter: index, rate: rate, scratch: scratch)
      squares[index] = sums ?? StepSquares()
    }
    optimizer?.finishStep()
  }

  private func makeScratch() {
    guard scratch.baseAddress == nil else { return }
    scratch = .allocate(capacity: max(ranges.map(\.count).max() ?? 0, 1))
    scratch.initialize(repeating: 0)
  }

  /// Takes over what the other threads have moved: to read what another wrote costs less than to
  /// write what another will read.
  func takeOver(from lanes: [MinibatchLane]) {
    for lane in lanes where lane !== self {
      for (index, range) in lane.ranges.enumerated() {
        let moved = lane.worker.addresses[index].weights[range]
        let copy = UnsafeMutableBufferPointer(rebasing: worker.addresses[index].weights[range])
        _ = copy.update(fromContentsOf: UnsafeMutableBufferPointer(rebasing: moved))
      }
    }
  }
}
