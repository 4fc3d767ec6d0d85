import Autodiff
import TestSupport
import Testing

/// A place where an operation chooses: operands, and which of them it did not choose.
struct Choice: Sendable, CustomTestStringConvertible {
  let operation: Autodiff.Operation
  let operands: [[Double]]
  /// The derivatives by each operand; 0 where it is off.
  let partials: [[Double]]
  var shapes: [[Int]] = []

  var testDescription: String { "\(operation) at \(operands)" }

  static let all: [Choice] = [
    Choice(operation: .relu, operands: [[-1]], partials: [[0]]),
    Choice(operation: .relu, operands: [[0]], partials: [[0]]),
    Choice(operation: .relu, operands: [[2]], partials: [[1]]),
    Choice(
      operation: .relu, operands: [[-1, 0, 4, -.infinity]], partials: [[0, 0, 1, 0]],
      shapes: [[4]]),
    Choice(operation: .maximum, operands: [[1], [2]], partials: [[0], [1]]),
    Choice(operation: .maximum, operands: [[3], [2]], partials: [[1], [0]]),
    Choice(operation: .maximum, operands: [[2], [2]], partials: [[0.5], [0.5]]),
    Choice(operation: .minimum, operands: [[1], [2]], partials: [[1], [0]]),
    Choice(operation: .minimum, operands: [[3], [2]], partials: [[0], [1]]),
    Choice(
      operation: .maximum, operands: [[1, 5], [2, 2]], partials: [[0, 1], [1, 0]],
      shapes: [[2], [2]]),
    Choice(operation: .select, operands: [[1], [2], [3]], partials: [[0], [1], [0]]),
    Choice(operation: .select, operands: [[0], [2], [3]], partials: [[0], [0], [1]]),
    // A positive x chooses itself, whatever the slope; below, the slope scales, even one of 0.
    Choice(operation: .leakyRelu, operands: [[2], [0.1]], partials: [[1], [0]]),
    Choice(
      operation: .largest, operands: [[1, 3, 2, 3]], partials: [[0, 0.5, 0, 0.5]],
      shapes: [[4]]),
    Choice(
      operation: .maxPool2d, operands: [[1, 3, 2, 0]], partials: [[0, 1, 0, 0]],
      shapes: [[2, 2]]),
  ]
}

/// What chooses, selects: what an operation did not choose gets the derivative 0, whatever comes.
@Suite struct SelectionTests {
  private static let upstreams: [Double] = [.nan, .infinity, -.infinity, 2]

  @Test(arguments: Choice.all, upstreams)
  func `what is not chosen receives 0, whatever comes from above`(
    _ choice: Choice, upstream: Double
  ) throws {
    let (graph, inputs, output) = try choice.graph()
    let seed = [Double](repeating: upstream, count: graph.shape(of: output).count)
    let expected = choice.partials.map { $0.map { $0 == 0 ? 0 : $0 * upstream } }

    var evaluation = try choice.evaluation(graph, inputs)
    try evaluation.reverse(from: output, seed: seed)
    expect(inputs.map { evaluation.adjoint(of: $0).elements }, expected)

    var timeline = try Timeline(choice.evaluation(graph, inputs), output: output, seed: seed)
    timeline.seek(to: timeline.count)
    expect(inputs.map { timeline.evaluation.adjoint(of: $0).elements }, expected)

    let moving = inputs.indices.filter { choice.operation.isDifferentiable(inOperand: $0) }
    let adjoints = try graph.adjointGraph(from: output, by: moving.map { inputs[$0] })
    var nodes = try adjoints.evaluation(at: choice.evaluation(graph, inputs))
    try nodes.setElements(seed, of: try #require(adjoints.seeds.first).input)
    nodes.forward()
    for place in moving {
      let node = try #require(adjoints.derivative(of: inputs[place]))
      expect([nodes.value(of: node).elements], [expected[place]])
    }
  }

  @Test(arguments: Choice.all, upstreams)
  func `what is not chosen adds no tangent, whatever it is`(
    _ choice: Choice, tangent: Double
  ) throws {
    let (graph, inputs, output) = try choice.graph()
    for (place, input) in inputs.enumerated() {
      let partials = choice.partials[place]
      guard choice.operation.isDifferentiable(inOperand: place) else { continue }
      // Only what is off moves without bounds.
      let direction = partials.map { $0 == 0 ? tangent : 1 }
      var evaluation = try choice.evaluation(graph, inputs)
      try evaluation.pushforward(along: [(input, direction)])
      let found = evaluation.tangent(of: output).elements
      #expect(found.allSatisfy { $0.isFinite }, "\(choice.testDescription): \(found)")

      let tangents = try graph.tangentGraph(along: [input])
      var nodes = try tangents.evaluation(at: choice.evaluation(graph, inputs))
      try nodes.setElements(direction, of: try #require(tangents.seeds.first).input)
      nodes.forward()
      let node = try #require(tangents.derivative(of: output))
      #expect(nodes.value(of: node).elements == found)
    }
  }

  private func expect(
    _ found: [[Double]], _ expected: [[Double]], at location: SourceLocation = #_sourceLocation
  ) {
    let isSame = zip(found, expected).allSatisfy { found, expected in
      zip(found, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }
    #expect(isSame, "\(found) instead of \(expected)", sourceLocation: location)
  }

  @Test func `every operation that chooses is among them`() {
    let choosing = Autodiff.Operation.allCases.filter {
      if case .kinked = $0.smoothness { $0 != .abs && $0 != .norm && $0 != .arrange } else { false }
    }
    #expect(Set(choosing) == Set(Choice.all.map(\.operation)))
  }

  @Test func `a value that is NaN is no choice, and passes`() throws {
    for operation in [Autodiff.Operation.relu, .maximum, .minimum] {
      var graph = Graph()
      let inputs =
        try operation.arity.lowerBound == 1
        ? [graph.appendInput()] : [graph.appendInput(), graph.appendInput()]
      let output = try graph.append(operation, inputs)
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(.nan, of: inputs[0])
      evaluation.forward()
      try evaluation.reverse(from: output)
      #expect(evaluation.value(of: output).elements[0].isNaN)
      #expect(evaluation.adjoint(of: inputs[0]).elements[0].isNaN)
    }
  }

  /// `where(x > 0, sqrt(x), 0)` at 0: the choice sends 0, and the square root makes 0·∞ of it.
  @Test func `a zero that meets an infinite partial later stays NaN`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let zero = try graph.appendConstant([0])
    let condition = try graph.append(.greater, [x, zero])
    let output = try graph.append(.select, [condition, graph.append(.sqrt, [x]), zero])
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    try evaluation.reverse(from: output)
    #expect(evaluation.adjoint(of: x).elements[0].isNaN)
  }

  @Test func `the infinite adjoint behind a ReLU that is off does not reach its operand`() throws {
    var graph = Graph()
    let x = try graph.appendInput(#require(Shape([3])))
    let root = try graph.append(.sqrt, [graph.append(.relu, [x])])
    let output = try graph.append(.sum, [root])
    var evaluation = try Evaluation<Float>(of: graph)
    try evaluation.setElements([-1, 0, 4], of: x)
    evaluation.forward()
    try evaluation.reverse(from: output)
    #expect(evaluation.adjoint(of: x).elements == [0, 0, 0.25])
  }
}

extension Choice {
  fileprivate func graph() throws -> (Graph, [NodeID], NodeID) {
    var graph = Graph()
    let inputs = try operands.indices.map { place in
      try graph.appendInput(#require(Shape(shapes.isEmpty ? [] : shapes[place])))
    }
    let output = try graph.append(operation, inputs)
    return (graph, inputs, output)
  }

  fileprivate func evaluation(
    _ graph: Graph, _ inputs: [NodeID]
  ) throws -> Evaluation<Double> {
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, values) in zip(inputs, operands) { try evaluation.setElements(values, of: node) }
    evaluation.forward()
    return evaluation
  }
}
