import Autodiff
import Testing

/// Timelines that are asked for something unusual.
@Suite struct TimelineTests {
  /// `z = x·x`, and an evaluation with x at 3.
  private func square() throws -> (x: NodeID, z: NodeID, Evaluation<Double>) {
    var graph = Graph()
    let x = try graph.appendInput()
    let z = try graph.append(.multiply, [x, x])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(3, of: x)
    return (x, z, evaluation)
  }

  @Test func `stepping past either end changes nothing`() throws {
    let (_, z, evaluation) = try square()
    var timeline = try Timeline(evaluation, output: z)
    timeline.stepBack()
    #expect(timeline.position == 0)
    #expect(timeline.lastEvent == nil)
    timeline.seek(to: 100)
    #expect(timeline.position == timeline.count)
    timeline.step()
    #expect(timeline.position == timeline.count)
    #expect(timeline.nextEvent == nil)
    timeline.seek(to: -100)
    #expect(timeline.position == 0)
  }

  @Test func `a direction is ignored where there are no tangents`() throws {
    let (x, z, evaluation) = try square()
    var timeline = try Timeline(evaluation, output: z, direction: [(x, [1])])
    #expect(timeline.event(1) == .value(x))
    timeline.seek(to: .max)
    #expect(timeline.evaluation.adjoint(of: x).scalar == 6)
    #expect(!timeline.hasTangent(x))
  }

  @Test func `of several tangents for one input the last counts, in one event`() throws {
    let (x, z, evaluation) = try square()
    var timeline = try Timeline(
      evaluation, output: z, mode: .forward, direction: [(x, [1]), (x, [5])])
    #expect(
      (1...timeline.count).map { timeline.event($0) }
        == [.tangentSeed(x), .value(x), .value(z), .tangent(z)])
    timeline.seek(to: .max)
    #expect(timeline.evaluation.tangent(of: z).scalar == 30)
    timeline.seek(to: 1)
    #expect(timeline.evaluation.tangent(of: x).scalar == 5)
  }

  @Test(arguments: TimelineLawTests.modes)
  func `what earlier sweeps left is gone at the start`(_ mode: TimelineMode) throws {
    var (x, z, evaluation) = try square()
    evaluation.forward()
    try evaluation.reverse(from: z)
    try evaluation.pushforward(along: [(x, [1])])
    var timeline = try Timeline(evaluation, output: z, mode: mode)
    #expect(timeline.holdsNothing)
    timeline.seek(to: .max)
    #expect(timeline.evaluation.value(of: z).scalar == 9)
    #expect(timeline.evaluation.tangent(of: z).scalar == 0)
  }

  @Test func `without a seed every element of the output has adjoint one`() throws {
    var graph = Graph()
    let x = try graph.appendInput(try #require(Shape([2])))
    let z = try graph.append(.negate, [x])
    var timeline = try Timeline(try Evaluation<Float>(of: graph), output: z)
    timeline.seek(to: timeline.seedEvent)
    #expect(timeline.evaluation.adjoint(of: z).elements == [1, 1])
    timeline.step()
    #expect(timeline.evaluation.adjoint(of: x).elements == [-1, -1])
  }

  @Test func `a partial is known for the operands of a scalar node alone`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let vector = try graph.appendInput(try #require(Shape([2])))
    let product = try graph.append(.multiply, [x, x])
    let sine = try graph.append(.sin, [x])
    let scaled = try graph.append(.multiply, [x, vector])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(3, of: x)
    evaluation.forward()
    #expect((-1...2).map { evaluation.partial(of: product, operand: $0) } == [nil, 3, 3, nil])
    #expect(evaluation.partial(of: sine, operand: 0) == Double.cos(3))
    #expect(evaluation.partial(of: sine, operand: 1) == nil)
    #expect(evaluation.partial(of: scaled, operand: 0) == nil)
    #expect(evaluation.partial(of: x, operand: 0) == nil)
  }
}
