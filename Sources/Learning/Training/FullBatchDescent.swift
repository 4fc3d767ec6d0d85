import Autodiff

/// L-BFGS on all of the training data: each step is one line search, and its gradients are those of
/// the mean over every example.
final class FullBatchDescent {
  /// What a step came to.
  struct Step {
    /// The mean loss before the step.
    let loss: Float
    let parameters: [[Float]]
    /// The gradient before the step.
    let gradient: [[Float]]
    /// The examples looked at, over all evaluations of the line search.
    let samples: Int
  }

  /// The objective and its gradient at one place, over all parameters in a row.
  private struct Point {
    let weights: [Float]
    let loss: Float
    let objective: Double
    let gradient: [Float]
  }

  private let lanes: [FullBatchLane]
  private let crew: Crew
  private let counts: [Int]
  private let examples: Examples
  private var method = LimitedMemoryBFGS()
  /// Where the last step ended, so that the next one need not look again.
  private var present: Point?
  private var evaluations = 0

  init(_ options: TrainingOptions, _ examples: Examples) throws(GraphError) {
    let threads = max(min(options.threads, examples.count), 1)
    var lanes: [FullBatchLane] = []
    for thread in 0..<threads {
      let places = Crew.share(of: examples.count, thread, threads)
      lanes.append(try FullBatchLane(options.plan, places: places, of: examples.count))
    }
    self.lanes = lanes
    crew = Crew(count: threads)
    self.examples = examples
    counts = lanes[0].counts
  }

  /// Goes one step downhill; where there is no way down any more, the parameters stay.
  ///
  /// - Parameter holds: Whether the step is not to be done, by the loss before it; then ``UpdateHeld`` is
  ///   thrown. The gradient and the numbers of the layers are those of the start while it is called.
  func step(
    from parameters: [[Float]], rate: Float, unless holds: ((Float) -> Bool)? = nil
  ) throws -> Step {
    let weights = parameters.flatMap(\.self)
    // The layers are judged, too, so that they have to be run where the step begins.
    let isKnown = present?.weights == weights && holds == nil
    let start = try isKnown ? present : evaluate(weights)
    // The start does not count: a resumed run looks at it again.
    evaluations = 0
    if let start, let holds {
      present = start
      if holds(start.loss) { throw UpdateHeld() }
    }
    guard let start, start.objective.isFinite else {
      return Step(
        loss: start?.loss ?? .nan, parameters: parameters,
        gradient: start.map { parts(of: $0.gradient) } ?? [], samples: samples)
    }
    let end = try descend(from: start, rate: rate) ?? start
    if end.weights != start.weights {
      method.note(
        step: difference(end.weights, start.weights),
        change: difference(end.gradient, start.gradient))
    }
    present = end
    return Step(
      loss: start.loss, parameters: parts(of: end.weights), gradient: parts(of: start.gradient),
      samples: samples)
  }

  private var samples: Int { evaluations * examples.count }

  /// A lower place, along the quasi-Newton direction or else straight down; `nil` at the bottom.
  private func descend(from start: Point, rate: Float) throws -> Point? {
    if !method.isEmpty {
      if let end = try search(from: start, along: method.direction(start.gradient), Double(rate)) {
        return end
      }
      method.forget()
    }
    let steepest = start.gradient.map { -$0 }
    let size = start.gradient.reduce(0.0) { $0 + Double($1.magnitude) }
    guard size > 0, size.isFinite else { return nil }
    return try search(from: start, along: steepest, min(1, 1 / size) * Double(rate))
  }

  private func search(
    from start: Point, along direction: [Float], _ first: Double
  ) throws -> Point? {
    let slope = dot(start.gradient, direction)
    guard slope < 0 else { return nil }
    var last = start
    let origin = LineSearch.Sample(distance: 0, value: start.objective, slope: slope)
    let found = try LineSearch.run(from: origin, trying: first) { distance in
      last = try evaluate(moved(start.weights, by: distance, along: direction))
      return LineSearch.Sample(
        distance: distance, value: last.objective, slope: dot(last.gradient, direction))
    }
    guard let found, found.value < start.objective else { return nil }
    let weights = moved(start.weights, by: found.distance, along: direction)
    return last.weights == weights ? last : try evaluate(weights)
  }

  private func evaluate(_ weights: [Float]) throws -> Point {
    evaluations += 1
    let (lanes, examples, parameters) = (lanes, examples, parts(of: weights))
    crew.run { thread in lanes[thread].run(parameters, examples) }
    var total = try lanes[0].sum.get()
    for lane in lanes.dropFirst() { total.add(try lane.sum.get()) }
    return Point(
      weights: weights, loss: Float(total.loss), objective: total.objective,
      gradient: total.gradient)
  }

  /// The elements of each parameter.
  func parts(of weights: [Float]) -> [[Float]] {
    var start = 0
    return counts.map { count in
      defer { start += count }
      return Array(weights[start..<start + count])
    }
  }

  /// The gradient of each parameter at the end of the last step.
  var gradient: [[Float]]? { present.map { parts(of: $0.gradient) } }

  /// Some of the examples, as they were last run.
  var someWorker: BatchWorker { lanes[0].workers[0] }

  var memory: OptimizerMemory {
    get { method.memory }
    set { (method, present) = (LimitedMemoryBFGS(newValue), nil) }
  }

  /// Where the first number that is none arose, in the blocks that were run last.
  func origin() -> NumericOrigin? {
    for lane in lanes {
      for worker in lane.workers {
        if let origin = worker.origin(of: []) { return origin }
      }
    }
    return nil
  }
}

/// One thread's share of all examples, run in blocks.
private final class FullBatchLane: @unchecked Sendable {
  /// What the blocks add up to.
  struct Sum {
    var loss = 0.0
    var objective = 0.0
    var gradient: [Float]

    mutating func add(_ other: Sum) {
      loss += other.loss
      objective += other.objective
      for index in gradient.indices { gradient[index] += other.gradient[index] }
    }
  }

  private static let blockRows = 500

  /// One for full blocks, and one for the rest where there is one.
  let workers: [BatchWorker]
  private let places: Range<Int>
  /// What the last run came to.
  private(set) var sum = Result<Sum, GraphError>.success(Sum(gradient: []))

  init(_ plan: NetworkPlan, places: Range<Int>, of count: Int) throws(GraphError) {
    self.places = places
    var workers: [BatchWorker] = []
    let rows = min(Self.blockRows, places.count)
    let rest = places.count % max(rows, 1)
    for rows in [rows, rest] where rows > 0 {
      workers.append(try BatchWorker(plan, rows: rows, ofBatch: count))
    }
    self.workers = workers
  }

  var counts: [Int] { workers[0].network.parameters.map(\.shape.count) }

  func run(_ parameters: [[Float]], _ examples: Examples) {
    do throws(GraphError) {
      sum = .success(try evaluate(parameters, examples))
    } catch {
      sum = .failure(error)
    }
  }

  private func evaluate(
    _ parameters: [[Float]], _ examples: Examples
  ) throws(GraphError) -> Sum {
    for worker in workers {
      for (index, elements) in parameters.enumerated() {
        try worker.setParameter(index, to: elements)
      }
    }
    var sum = Sum(gradient: Array(repeating: 0, count: counts.reduce(0, +)))
    var start = places.lowerBound
    while start < places.upperBound {
      let left = places.upperBound - start
      let worker = left >= workers[0].network.batch ? workers[0] : workers[workers.count - 1]
      let rows = worker.network.batch
      worker.load(examples, at: (start..<start + rows).map { Int32(clamping: $0) }[...])
      sum.loss += Double(try worker.run())
      sum.objective += Double(worker.objective)
      worker.addGradient(to: &sum.gradient)
      start += rows
    }
    return sum
  }
}

extension BatchWorker {
  /// Adds the gradient of all parameters, one after another.
  fileprivate func addGradient(to sum: inout [Float]) {
    var start = 0
    for parameter in addresses {
      for (offset, slope) in parameter.gradient.enumerated() { sum[start + offset] += slope }
      start += parameter.gradient.count
    }
  }
}

private func moved(_ weights: [Float], by distance: Double, along direction: [Float]) -> [Float] {
  let distance = Float(distance)
  return weights.indices.map { weights[$0] + distance * direction[$0] }
}

private func difference(_ end: [Float], _ start: [Float]) -> [Float] {
  end.indices.map { end[$0] - start[$0] }
}
