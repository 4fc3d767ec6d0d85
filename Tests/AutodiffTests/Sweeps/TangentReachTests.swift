import Autodiff
import Basics
import TestSupport
import Testing

/// What a direction does not reach has the tangent 0, by the graph and not by the numbers.
@Suite struct TangentReachTests {
  /// `z = x + sqrt(y)`, whose partial by y is infinite at y = 0.
  private func sum(
    y: Double = 0
  ) throws -> (evaluation: Evaluation<Double>, x: NodeID, y: NodeID, z: NodeID) {
    var graph = Graph()
    let nodes = (x: try graph.appendInput(), y: try graph.appendInput())
    let z = try graph.append(.add, [nodes.x, graph.append(.sqrt, [nodes.y])])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(1, of: nodes.x)
    try evaluation.setValue(y, of: nodes.y)
    evaluation.forward()
    return (evaluation, nodes.x, nodes.y, z)
  }

  @Test func `an input that stands still adds nothing, where its partial is infinite too`() throws {
    var (evaluation, x, y, z) = try sum()
    try evaluation.pushforward(along: [(x, [1])])
    #expect(evaluation.tangent(of: z).scalar == 1)
    try evaluation.pushforward(along: [(x, [1]), (y, [0])])
    #expect(evaluation.tangent(of: z).scalar == 1)
    try evaluation.pushforward(along: [(y, [1])])
    #expect(evaluation.tangent(of: z).scalar == .infinity)
    // The reach is kept from sweep to sweep; another direction has another one.
    try evaluation.pushforward(along: [(x, [2])])
    #expect(evaluation.tangent(of: z).scalar == 2)
  }

  @Test func `what moves by a factor of 0 is reached, and 0 times infinity stays NaN`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let still = try graph.append(.multiply, [graph.appendConstant([0]), x])
    let root = try graph.append(.sqrt, [still])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(1, of: x)
    evaluation.forward()
    try evaluation.pushforward(along: [(x, [1])])
    #expect(evaluation.tangent(of: root).elements[0].isNaN)
    let timeline = try Timeline(evaluation, output: root, mode: .forward, direction: [(x, [1])])
    #expect(atEnd(timeline).evaluation.tangent(of: root).elements[0].isNaN)
  }

  private func atEnd(_ timeline: Timeline<Double>) -> Timeline<Double> {
    var timeline = timeline
    timeline.seek(to: timeline.count)
    return timeline
  }

  @Test func `stepping, columns, graphs and Hessians leave out the same`() throws {
    let (evaluation, x, y, z) = try sum()
    let timeline = try Timeline(
      evaluation, output: z, mode: .forward, direction: [(x, [1]), (y, [0])])
    #expect(atEnd(timeline).evaluation.tangent(of: z).scalar == 1)
    #expect(timeline.isMoved(x))
    #expect(!timeline.isMoved(y))

    let jacobian = try Jacobian(of: z, by: [x, y], at: evaluation, mode: .forward)
    #expect(jacobian.elements == [1, .infinity])

    let tangents = try evaluation.graph.tangentGraph(along: [x])
    var run = try tangents.evaluation(at: evaluation)
    run.forward()
    let moved = try #require(tangents.derivative(of: z))
    #expect(run.value(of: moved).scalar == 1)

    var hessian = try HessianProduct(of: z, by: [x, y], at: evaluation)
    let product = try hessian.hvp(along: [[1], [0]])
    #expect(product.map(\.elements) == [[0], [0]])
  }

  @Test func `a direction that is changed reaches what it moves now`() throws {
    let (evaluation, x, y, z) = try sum(y: 4)
    var timeline = try Timeline(
      evaluation, output: z, mode: .both, direction: [(x, [1]), (y, [0])])
    timeline.seek(to: timeline.count)
    #expect(timeline.evaluation.tangent(of: z).scalar == 1)
    try timeline.change(inputs: [:], direction: [(x, [0]), (y, [1])], to: timeline.count)
    #expect(timeline.evaluation.tangent(of: z).scalar == 0.25)
    #expect(!timeline.isMoved(x))
  }

  @Test func `a held node lets no tangent through unless it is given one`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let root = try graph.append(.sqrt, [x])
    let z = try graph.append(.add, [root, graph.append(.sqrt, [root])])
    let evaluation = try Evaluation<Double>(of: graph)
    let still = try Timeline(
      evaluation, output: z, mode: .forward, direction: [(x, [1])], holding: [root: [0]])
    #expect(atEnd(still).evaluation.tangent(of: z).scalar == 0)
    let moved = try Timeline(
      evaluation, output: z, mode: .forward, direction: [(x, [1]), (root, [1])],
      holding: [root: [0]])
    #expect(atEnd(moved).evaluation.tangent(of: z).scalar == .infinity)
  }

  /// Every operation on tensors whose values and partials are not finite: along one operand at a
  /// time, what the others hold does not show.
  @Test(arguments: CatalogueGradientTests.cases.filter { $0.operation != .opaque })
  func `an operand that stands still adds nothing to the tangent of an operation`(
    _ operationCase: OperationCase
  ) throws {
    let operation = operationCase.operation
    var random = SplitMix64(seed: 8)
    let (graph, inputs, output) = try operationCase.program(using: &random)
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in inputs { try evaluation.setElements(values, of: node) }
    evaluation.forward()
    for input in inputs.indices {
      let isDifferentiable = operation.isDifferentiable(inOperand: input)
      let tangent = inputs[input].values.map { _ in random.factor() }
      let still = inputs.map { ($0.node, $0.values.map { _ in 0.0 }) }
      var direction = still
      direction[input].1 = tangent
      try evaluation.pushforward(along: direction)
      let alone = evaluation.tangent(of: output).elements
      try evaluation.pushforward(along: [(inputs[input].node, tangent)])
      #expect(evaluation.tangent(of: output).elements == alone)
      #expect(isDifferentiable || alone.allSatisfy { $0 == 0 }, "\(operation)")
      try evaluation.pushforward(along: still)
      #expect(evaluation.tangent(of: output).elements.allSatisfy { $0 == 0 }, "\(operation)")
    }
  }
}
