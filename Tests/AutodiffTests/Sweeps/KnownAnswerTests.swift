import Autodiff
import Testing

/// The scalar examples of the course notes, with answers that were computed elsewhere.
@Suite struct KnownAnswerTests {
  /// Equal to within a unit or two in the last of sixteen places.
  private func isClose(_ left: Double?, _ right: Double) -> Bool {
    guard let left else { return false }
    return (left - right).magnitude <= 1e-15 * max(right.magnitude, left.magnitude)
  }

  @Test func `the sum of product and sine`() throws {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("y"))
    let z = try builder.node(
      .add, [try builder.node(.multiply, [x, y]), try builder.node(.sin, [x])])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(2, of: x)
    try evaluation.setValue(3, of: y)
    evaluation.forward()
    try evaluation.reverse(from: z)
    #expect(isClose(evaluation.value(of: z).scalar, 6.909297426825682))
    #expect(isClose(evaluation.adjoint(of: x).scalar, 2.5838531634528574))
    #expect(evaluation.adjoint(of: y).scalar == 2)
  }

  @Test func `the sum of product and sine has eleven events`() throws {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("y"))
    let a = try builder.node(.multiply, [x, y])
    let b = try builder.node(.sin, [x])
    let z = try builder.node(.add, [a, b])
    let timeline = try Timeline(try Evaluation<Double>(of: builder.graph), output: z)
    let expected: [Event] = [
      .value(x), .value(y), .value(a), .value(b), .value(z), .seed(z),
      .contribution(from: z, operand: 0), .contribution(from: z, operand: 1),
      .contribution(from: b, operand: 0),
      .contribution(from: a, operand: 0), .contribution(from: a, operand: 1),
    ]
    #expect((1...timeline.count).map { timeline.event($0) } == expected)
  }

  @Test func `expression swell is six operations when they are shared`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let f = try swelling(of: x, in: &builder)
    let operations = builder.graph.nodes.map { builder.graph.operation(of: $0) }
    #expect(operations == [.input, .exp, .constant, .square, .add, .exp, .sin, .add])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(0.5, of: x)
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(isClose(evaluation.value(of: f).scalar, 77.86615550195194))
    #expect(isClose(evaluation.adjoint(of: x).scalar, 555.9719679015084))
  }

  @Test func `expression swell kept apart computes the same`() throws {
    var builder = GraphBuilder(sharing: false)
    let x = try builder.input("x")
    let f = try swelling(of: x, in: &builder)
    let operations = builder.graph.nodes.map { builder.graph.operation(of: $0) }
    #expect(operations.filter { $0 != .constant && $0 != .input }.count == 11)
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(0.5, of: x)
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(isClose(evaluation.value(of: f).scalar, 77.86615550195194))
    #expect(isClose(evaluation.adjoint(of: x).scalar, 555.9719679015084))
  }

  /// `exp(exp(x)+exp(x)^2) + sin(exp(x)+exp(x)^2)`.
  private func swelling(of x: NodeID, in builder: inout GraphBuilder) throws -> NodeID {
    let halves = try [Autodiff.Operation.exp, .sin].map { outer in
      let first = try builder.node(.exp, [x])
      let power = try builder.node(
        .power, [try builder.node(.exp, [x]), try builder.constant([2])])
      return try builder.node(outer, [try builder.node(.add, [first, power])])
    }
    return try builder.node(.add, halves)
  }

  @Test func `the quotient of exponential and square`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let f = try builder.node(
      .divide,
      [try builder.node(.exp, [x]), try builder.node(.power, [x, try builder.constant([2])])])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(3, of: x)
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(isClose(evaluation.value(of: f).scalar, 2.23172632479863))
    #expect(isClose(evaluation.adjoint(of: x).scalar, 0.7439087749328765))
  }

  @Test func `a variable that is used again`() throws {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("y"))
    let c = try builder.node(.add, [x, y])
    let d = try builder.node(.power, [c, try builder.constant([2])])
    let f = try builder.node(.multiply, [x, d])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(3, of: x)
    try evaluation.setValue(-1, of: y)
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(evaluation.value(of: f).scalar == 12)
    #expect(evaluation.adjoint(of: x).scalar == 16)
    #expect(evaluation.adjoint(of: y).scalar == 12)
  }

  @Test func `a sum distributes and a product switches`() throws {
    for (operation, expected) in [(Autodiff.Operation.add, [1.0, 1.0]), (.multiply, [5, 4])] {
      var builder = GraphBuilder()
      let (x, y) = (try builder.input("x"), try builder.input("y"))
      let z = try builder.node(operation, [x, y])
      var evaluation = try Evaluation<Double>(of: builder.graph)
      try evaluation.setValue(4, of: x)
      try evaluation.setValue(5, of: y)
      evaluation.forward()
      try evaluation.reverse(from: z)
      #expect([x, y].map { evaluation.adjoint(of: $0).elements[0] } == expected)
    }
  }

  @Test(arguments: [
    (2.0, value: 30.0, adjoints: [10.0, 15, 6]), (-2, value: 0, adjoints: [0, 0, 0]),
    (0, value: 0, adjoints: [0, 0, 0]),
  ])
  func `one hidden unit, its ReLU flat at zero`(
    _ weight: Double, value: Double, adjoints: [Double]
  ) throws {
    var builder = GraphBuilder()
    let (x, v) = (try builder.input("x"), try builder.input("v"))
    let w = try builder.input("w")
    let unit = try builder.node(.relu, [try builder.node(.multiply, [v, x])])
    let f = try builder.node(.multiply, [w, unit])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(3, of: x)
    try evaluation.setValue(weight, of: v)
    try evaluation.setValue(5, of: w)
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(evaluation.value(of: f).scalar == value)
    #expect([x, v, w].map { evaluation.adjoint(of: $0).elements[0] } == adjoints)
  }

  @Test func `the adjoint of the scores is softmax less one-hot`() throws {
    var graph = Graph()
    let scores = try graph.appendInput(try #require(Shape([3])))
    let label = try graph.appendInput(isData: true)
    let loss = try graph.append(.logisticLoss, [scores, label])
    let soft = try graph.append(.softmax, [scores])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements([1, 2, 0.5], of: scores)
    try evaluation.setValue(1, of: label)
    evaluation.forward()
    try evaluation.reverse(from: loss)
    for (adjoint, expected) in zip(
      evaluation.adjoint(of: scores).elements,
      zip(evaluation.value(of: soft).elements, [0.0, 1, 0]).map(-))
    {
      #expect((adjoint - expected).magnitude < 1e-15)
    }
    #expect(evaluation.adjoint(of: label).scalar == 0)
  }

  @Test func `a saturated sigmoid hardly learns, and says so to the last digits`() throws {
    // σ'(10) = σ(10)·σ(-10), computed with forty digits.
    let expected = 4.5395807735951673e-05
    for x in [10.0, -10] {
      var graph = Graph()
      let input = try graph.appendInput()
      let unit = try graph.append(.sigmoid, [input])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(x, of: input)
      evaluation.forward()
      try evaluation.reverse(from: unit)
      let slope = try #require(evaluation.adjoint(of: input).scalar)
      #expect((slope - expected).magnitude <= 1e-11 * expected)
    }
  }
}
