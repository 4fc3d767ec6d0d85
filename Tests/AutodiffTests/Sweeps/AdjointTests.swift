import Autodiff
import Testing

/// Which nodes receive adjoints, and what happens at the edges of the number line.
@Suite struct AdjointTests {
  @Test(arguments: [0.0, -1, -0.0])
  func `a square has no NaN anywhere at zero and below`(_ value: Double) throws {
    for asPower in [false, true] {
      var graph = Graph()
      let x = try graph.appendInput()
      let two = try graph.appendConstant([2])
      let z = try asPower ? graph.append(.power, [x, two]) : graph.append(.square, [x])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(value, of: x)
      evaluation.forward()
      try evaluation.reverse(from: z)
      try evaluation.pushforward(along: [(x, [1])])
      #expect(evaluation.value(of: z).scalar == value * value)
      #expect(evaluation.adjoint(of: x).scalar == 2 * value)
      #expect(evaluation.tangent(of: z).scalar == 2 * value)
      #expect(evaluation.adjoint(of: two).scalar == 0)
    }
  }

  @Test func `constants and data have no adjoint and no contribution`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let data = try graph.appendInput(isData: true)
    let constant = try graph.appendConstant([4])
    let a = try graph.append(.multiply, [data, x])
    let z = try graph.append(.multiply, [a, constant])
    #expect(!graph.hasAdjoint(data))
    #expect(!graph.hasAdjoint(constant))
    #expect(!graph.receivesContribution(a, operand: 0))
    #expect(graph.receivesContribution(a, operand: 1))
    #expect(!graph.receivesContribution(z, operand: 1))
    #expect(!graph.receivesContribution(z, operand: 2))
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(3, of: x)
    try evaluation.setValue(5, of: data)
    evaluation.forward()
    try evaluation.reverse(from: z)
    try evaluation.pushforward(along: [(x, [1])])
    #expect(graph.nodes.map { evaluation.adjoint(of: $0).elements[0] } == [20, 0, 0, 4, 1])
    #expect(evaluation.tangent(of: z).scalar == 20)
  }

  @Test func `a node that does not reach the output has adjoint zero`() throws {
    var graph = Graph()
    let (x, y) = (try graph.appendInput(), try graph.appendInput())
    let aside = try graph.append(.exp, [x])
    let z = try graph.append(.multiply, [x, x])
    let after = try graph.append(.sin, [z])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(3, of: x)
    evaluation.forward()
    try evaluation.reverse(from: after)
    try evaluation.reverse(from: z)
    #expect(
      [x, y, aside, z, after].map { evaluation.adjoint(of: $0).elements[0] } == [6, 0, 0, 1, 0])
    try evaluation.reverse(from: aside)
    #expect(evaluation.adjoint(of: z).scalar == 0)
  }

  @Test func `an operand that is used twice receives twice`() throws {
    for (operation, expected) in [
      (Autodiff.Operation.multiply, 6.0), (.add, 2), (.subtract, 0), (.divide, 0), (.maximum, 1),
      (.minimum, 1), (.meanSquaredError, 0),
    ] {
      var graph = Graph()
      let x = try graph.appendInput()
      let z = try graph.append(operation, [x, x])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(3, of: x)
      evaluation.forward()
      try evaluation.reverse(from: z)
      try evaluation.pushforward(along: [(x, [1])])
      #expect((try #require(evaluation.adjoint(of: x).scalar) - expected).magnitude < 1e-15)
      #expect((try #require(evaluation.tangent(of: z).scalar) - expected).magnitude < 1e-15)
    }
  }

  @Test func `a matrix times itself receives from both sides`() throws {
    var graph = Graph()
    let x = try graph.appendInput(try #require(Shape([2, 2])))
    let z = try graph.append(.sum, [try graph.append(.matrixProduct, [x, x])])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements([1, 2, 3, 4], of: x)
    evaluation.forward()
    try evaluation.reverse(from: z)
    // ∂/∂x of 1ᵀxx1 is 1·(x1)ᵀ + (xᵀ1)·1ᵀ, with x1 = (3, 7) and xᵀ1 = (4, 6).
    #expect(evaluation.adjoint(of: x).elements == [7, 11, 9, 13])
  }

  @Test func `an output that is an input has the seed for its adjoint`() throws {
    var graph = Graph()
    let x = try graph.appendInput(try #require(Shape([2])))
    let y = try graph.append(.exp, [x])
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    try evaluation.reverse(from: x, seed: [3, -4])
    #expect(evaluation.adjoint(of: x).elements == [3, -4])
    #expect(evaluation.adjoint(of: y).elements == [0, 0])
  }

  @Test func `an output without adjoint leaves all adjoints zero and seeds nothing`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let data = try graph.appendInput(isData: true)
    let constant = try graph.appendConstant([4])
    let sum = try graph.append(.add, [data, constant])
    for output in [data, constant] {
      var evaluation = try Evaluation<Double>(of: graph)
      evaluation.forward()
      try evaluation.reverse(from: output)
      #expect(graph.nodes.allSatisfy { evaluation.adjoint(of: $0).elements == [0] })
      var timeline = try Timeline(evaluation, output: output)
      #expect(timeline.count == 3)
      #expect(timeline.seedEvent == 0)
      timeline.seek(to: .max)
      #expect(timeline.adjointState(of: output) == .none)
    }
    // A result of data alone has an adjoint that goes no further.
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    try evaluation.reverse(from: sum)
    #expect(
      [x, data, constant, sum].map { evaluation.adjoint(of: $0).elements[0] } == [0, 0, 0, 1])
  }

  @Test func `a condition around a bad root still gives NaN, and one inside cures it`() throws {
    // where(x > 0, sqrt(x), 0) at 0: the root's slope is infinite, and 0·∞ is NaN.
    var graph = Graph()
    let x = try graph.appendInput()
    let zero = try graph.appendConstant([0])
    let one = try graph.appendConstant([1])
    let isPositive = try graph.append(.greater, [x, zero])
    let root = try graph.append(.sqrt, [x])
    let once = try graph.append(.select, [isPositive, root, zero])
    let safe = try graph.append(.select, [isPositive, x, one])
    let twice = try graph.append(
      .select, [isPositive, try graph.append(.sqrt, [safe]), zero])
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    #expect(evaluation.value(of: once).scalar == 0)
    try evaluation.reverse(from: once)
    #expect(try #require(evaluation.adjoint(of: x).scalar).isNaN)
    #expect(evaluation.adjoint(of: root).scalar == 0)
    try evaluation.reverse(from: twice)
    #expect(evaluation.adjoint(of: x).scalar == 0)
  }

  @Test func `stale numbers of an earlier sweep do not come through`() throws {
    for size in [2, 20] {
      var graph = Graph()
      let shape = try #require(Shape([size, size]))
      let (x, y) = (try graph.appendInput(shape), try graph.appendInput(shape))
      let product = try graph.append(.matrixProduct, [x, y])
      let z = try graph.append(.sum, [product])
      var evaluation = try Evaluation<Float>(of: graph)
      try evaluation.setElements(Array(repeating: .nan, count: shape.count), of: x)
      evaluation.forward()
      try evaluation.reverse(from: z)
      try evaluation.pushforward(along: [(x, Array(repeating: 1, count: shape.count))])
      let ones = [Float](repeating: 1, count: shape.count)
      try evaluation.setElements(ones, of: x)
      try evaluation.setElements(ones, of: y)
      evaluation.forward()
      try evaluation.reverse(from: z)
      try evaluation.pushforward(along: [(x, ones)])
      #expect(evaluation.value(of: product).elements.allSatisfy { $0 == Float(size) })
      #expect(evaluation.adjoint(of: x).elements.allSatisfy { $0 == Float(size) })
      #expect(evaluation.adjoint(of: y).elements.allSatisfy { $0 == Float(size) })
      #expect(evaluation.tangent(of: product).elements.allSatisfy { $0 == Float(size) })
    }
  }

  @Test func `a copy keeps its numbers when the original goes on`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let z = try graph.append(.square, [x])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(3, of: x)
    evaluation.forward()
    let copy = evaluation
    try evaluation.setValue(4, of: x)
    evaluation.forward()
    #expect(copy.value(of: z).scalar == 9)
    #expect(evaluation.value(of: z).scalar == 16)
  }
}
