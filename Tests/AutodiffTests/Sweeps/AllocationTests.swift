import Autodiff
import CAllocationCount
import TestSupport
import Testing

/// Sweeps and steps allocate nothing once they have run; on systems where we can count, and where the
/// compiler does not leave its own in.
@Suite struct AllocationTests {
  /// The number of allocations that this thread makes in `body`.
  private func allocations(in body: () throws -> Void) rethrows -> Int {
    allocation_count_start()
    defer { _ = allocation_count_stop() }
    try body()
    return allocation_count_stop()
  }

  private static let canCount: Bool = {
    allocation_count_start()
    return allocation_count_stop() >= 0
  }()

  private static let isOptimized: Bool = {
    #if DEBUG
      return false
    #else
      return canCount
    #endif
  }()

  @Test(.enabled(if: canCount)) func `the counter sees an array`() {
    var list: [Int] = []
    let count = allocations { list.append(1) }
    #expect(count == 1)
    #expect(list == [1])
  }

  @Test(.enabled(if: isOptimized), arguments: RandomGraph.Kind.allCases)
  func `a sweep that has run once allocates nothing`(_ kind: RandomGraph.Kind) throws {
    for seed in UInt64(0)..<20 {
      try expectNoAllocations(try RandomGraph(kind, seed: seed, size: 60), Double.self)
      try expectNoAllocations(try RandomGraph(kind, seed: seed, size: 60), Float.self)
    }
  }

  private func expectNoAllocations<T: Scalar>(
    _ random: RandomGraph, _ precision: T.Type
  ) throws {
    let output = try #require(random.output)
    var evaluation = try random.evaluation(in: T.self)
    let seed = random.seed(in: T.self, of: output)
    let direction = random.direction(in: T.self)
    func sweep() throws {
      evaluation.forward()
      try evaluation.reverse(from: output, seed: seed)
      try evaluation.reverse(from: output)
      try evaluation.pushforward(along: direction)
    }
    try sweep()
    #expect(try allocations { for _ in 0..<3 { try sweep() } } == 0)
  }

  /// The matrix library takes and frees one buffer in each product, which is not ours to change.
  @Test(.enabled(if: isOptimized))
  func `a network's sweeps allocate nothing but the matrix library's buffers`() throws {
    var graph = Graph()
    let shapes = try [[64, 100], [30, 100], [30], [64]].map { try #require(Shape($0)) }
    let images = try graph.appendInput(shapes[0], isData: true)
    let (weights, biases) = (try graph.appendInput(shapes[1]), try graph.appendInput(shapes[2]))
    let labels = try graph.appendInput(shapes[3], isData: true)
    let product = try graph.append(.matrixProduct, [images, weights], attributes: [0, 1])
    let units = try graph.append(.tanh, [try graph.append(.add, [product, biases])])
    let loss = try graph.append(.logisticLoss, [units, labels])
    var evaluation = try Evaluation<Float>(of: graph)
    evaluation.forward()
    try evaluation.reverse(from: loss)
    let count = try allocations {
      for _ in 0..<10 {
        evaluation.forward()
        try evaluation.reverse(from: loss)
      }
    }
    let products = 2
    #expect(count <= 10 * products)
  }

  /// The journal grows by doubling, so that its share is the logarithm of the number of events. Going
  /// forth a second time, it has all the room it needs.
  @Test(.enabled(if: isOptimized), arguments: [TimelineMode.reverse, .both])
  func `stepping allocates nothing but the journal's growth, and that once`(
    _ mode: TimelineMode
  ) throws {
    let random = try RandomGraph(.mixed, seed: 5, size: 400)
    var timeline = try random.timeline(mode, in: Double.self)
    let steps = timeline.count
    #expect(steps > 400)
    let first = allocations { for _ in 0..<steps { timeline.step() } }
    #expect(first <= 20)
    let again = allocations {
      for _ in 0..<steps { timeline.stepBack() }
      for _ in 0..<steps { timeline.step() }
    }
    #expect(timeline.position == steps)
    #expect(again == 0)
  }

  @Test(.enabled(if: isOptimized))
  func `a thousand steps over scalars allocate nothing but the journal's growth`() throws {
    var graph = Graph()
    var node = try graph.appendInput()
    for _ in 0..<1000 { node = try graph.append(.sin, [node]) }
    var timeline = try Timeline(try Evaluation<Float>(of: graph), output: node)
    timeline.seek(to: timeline.seedEvent)
    let forth = allocations { for _ in 0..<1000 { timeline.step() } }
    #expect(timeline.position == timeline.count)
    #expect(forth <= 16)
    let back = allocations { for _ in 0..<1000 { timeline.stepBack() } }
    #expect(back == 0)
    #expect(timeline.journalLength == 0)
  }
}
