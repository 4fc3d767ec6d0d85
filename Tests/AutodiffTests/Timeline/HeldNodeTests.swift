import Autodiff
import Testing

/// Timelines in which a computed node keeps a value that was given.
@Suite struct HeldNodeTests {
  /// `a = x·y`, `z = a·a + x`, with x at 2 and y at 3.
  private struct Sample {
    var graph = Graph()
    let x, y, a, z: NodeID
    let evaluation: Evaluation<Double>

    init() throws {
      x = try graph.appendInput()
      y = try graph.appendInput()
      a = try graph.append(.multiply, [x, y])
      z = try graph.append(.add, [graph.append(.multiply, [a, a]), x])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(2, of: x)
      try evaluation.setValue(3, of: y)
      self.evaluation = evaluation
    }

    /// At the end, with `a` held at 10.
    func finished(
      _ mode: TimelineMode, along direction: [(input: NodeID, tangent: [Double])] = []
    ) throws -> Timeline<Double> {
      var timeline = try Timeline(
        evaluation, output: z, mode: mode, direction: direction, holding: [a: [10]])
      timeline.seek(to: .max)
      return timeline
    }
  }

  @Test func `a held node keeps its value and the others follow it`() throws {
    let sample = try Sample()
    let end = try sample.finished(.reverse).evaluation
    #expect(end.value(of: sample.a).scalar == 10)
    #expect(end.value(of: sample.z).scalar == 102)
  }

  @Test func `an adjoint ends at a held node`() throws {
    let sample = try Sample()
    let timeline = try sample.finished(.reverse)
    #expect(timeline.evaluation.adjoint(of: sample.a).scalar == 20)
    #expect(timeline.evaluation.adjoint(of: sample.x).scalar == 1)
    #expect(timeline.evaluation.adjoint(of: sample.y).scalar == 0)
    #expect(timeline.adjointState(of: sample.y) == .none)
    let senders = (1...timeline.count).compactMap { timeline.event($0) }.filter(\.isBackward)
    #expect(!senders.contains { $0.node == sample.a })
  }

  @Test func `a tangent does not pass a held node, but may begin there`() throws {
    let sample = try Sample()
    let (x, a, z) = (sample.x, sample.a, sample.z)
    let alongX = try sample.finished(.forward, along: [(x, [1])])
    #expect(alongX.evaluation.tangent(of: a).scalar == 0)
    #expect(alongX.evaluation.tangent(of: z).scalar == 1)
    let alongA = try sample.finished(.both, along: [(a, [1])])
    #expect(alongA.evaluation.tangent(of: z).scalar == 20)
    #expect(alongA.evaluation.adjoint(of: a).scalar == 20)
  }

  @Test(arguments: [TimelineMode.reverse, .forward, .both])
  func `stepping back restores what was there`(_ mode: TimelineMode) throws {
    let sample = try Sample()
    var timeline = try Timeline(
      sample.evaluation, output: sample.z, mode: mode, direction: [(sample.a, [1])],
      holding: [sample.a: [10]])
    var states = [Snapshot(timeline.evaluation)]
    while timeline.position < timeline.count {
      timeline.step()
      states.append(Snapshot(timeline.evaluation))
    }
    for position in states.indices.reversed() {
      timeline.seek(to: position)
      #expect(Snapshot(timeline.evaluation) == states[position])
    }
  }

  @Test func `a value or a direction of the wrong size is refused`() throws {
    let sample = try Sample()
    #expect(throws: GraphError.elementCount(sample.a, expected: 1, given: 2)) {
      try Timeline(sample.evaluation, output: sample.z, holding: [sample.a: [1, 2]])
    }
    #expect(throws: GraphError.elementCount(sample.a, expected: 1, given: 2)) {
      try Timeline(
        sample.evaluation, output: sample.z, mode: .forward, direction: [(sample.a, [1, 2])],
        holding: [sample.a: [1]])
    }
  }
}
