import Autodiff
import Testing

/// What derivatives look like as graphs.
@Suite struct DerivativeGraphTests {
  /// `z = x*y + sin(x)`.
  private func example() throws -> (graph: Graph, x: NodeID, y: NodeID, z: NodeID) {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("y"))
    let product = try builder.node(.multiply, [x, y])
    let z = try builder.node(.add, [product, builder.node(.sin, [x])])
    builder.name(z, "z")
    return (builder.graph, x, y, z)
  }

  /// Every node that is not a constant, with its name: `gx = gb * c + …`.
  private func drawing(_ graph: Graph) -> [String] {
    let names = NodeNames(of: graph)
    return graph.nodes.filter { graph.operation(of: $0) != .constant }.map { node in
      let all = graph.notes.names(of: node)
      let name = all.isEmpty ? names[node] : all.joined(separator: "=")
      let operands = graph.operands(of: node).map { names[$0] }.joined(separator: " ")
      return operands.isEmpty ? name : "\(name) = \(graph.operation(of: node)) \(operands)"
    }
  }

  @Test func `the adjoints of the first example are those one writes by hand`() throws {
    let (graph, x, y, z) = try example()
    let derivative = try graph.adjointGraph(from: z, by: [x, y])
    #expect(
      drawing(derivative.graph) == [
        "x", "y", "gz=gb=ga", "a = multiply x y", "b = sin x", "z = add a b",
        "c = cos x", "d = multiply c gz", "f = multiply y gz", "gx = add d f",
        "gy = multiply x gz",
      ])
  }

  @Test func `the tangents of the first example are those one writes by hand`() throws {
    let (graph, x, y, _) = try example()
    let derivative = try graph.tangentGraph(along: [x, y])
    #expect(
      drawing(derivative.graph) == [
        "x", "y", "dx", "dy", "a = multiply x y", "b = sin x", "z = add a b",
        "c = multiply y dx", "d = multiply x dy", "da = add c d", "f = cos x",
        "db = multiply f dx", "dz = add da db",
      ])
  }

  @Test func `a program that has the names already keeps them, and so do the functions`() throws {
    var builder = GraphBuilder()
    let (x, taken) = (try builder.input("x"), try builder.input("gx"))
    let elu = try builder.node(.multiply, [x, taken])
    builder.name(elu, "elu")
    let odd = try builder.node(.exp, [elu])
    builder.name(odd, "odd name")
    let derivative = try builder.graph.adjointGraph(from: odd, by: [x, taken])
    let names = derivative.graph.nodes.flatMap { derivative.graph.notes.names(of: $0) }
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: ["x", "gx", "elu", "gx_2", "ggx", "gelu_2", "godd_name"]))
  }

  @Test func `an input that the output does not depend on has no adjoint node`() throws {
    var graph = Graph()
    let (x, data) = (try graph.appendInput(), try graph.appendInput(isData: true))
    let idle = try graph.appendInput()
    let y = try graph.append(.multiply, [x, data])
    let step = try graph.append(.greater, [idle, x])
    let z = try graph.append(.add, [y, step])
    let derivative = try graph.adjointGraph(from: z, by: [x, data, idle])
    #expect(derivative.derivative(of: x) != nil)
    #expect(derivative.derivative(of: data) == nil)
    #expect(derivative.derivative(of: idle) == nil)
    let count = derivative.graph.count
    #expect(try graph.adjointGraph(from: z, by: [x]).graph.count == count)
  }

  @Test func `a constant exponent receives nothing, and x^2 has no NaN anywhere`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let cube = try builder.node(.power, [x, builder.constant([3])])
    let output = try builder.node(.add, [cube, builder.node(.power, [x, builder.constant([2])])])
    let derivative = try builder.graph.adjointGraph(from: output, by: [x])
    let (copy, slope) = (
      try #require(derivative.copy(of: x)), try #require(derivative.derivative(of: x))
    )
    let second = try derivative.graph.adjointGraph(from: slope, by: [copy])
    for (point, expected) in [(0.0, 2.0), (-1, -4)] {
      var evaluation = try Evaluation<Double>(of: builder.graph)
      try evaluation.setValue(point, of: x)
      var nodes = try second.evaluation(at: derivative.evaluation(at: evaluation))
      nodes.forward()
      #expect(
        nodes.graph.nodes.allSatisfy { nodes.value(of: $0).elements.allSatisfy(\.isFinite) })
      let node = try #require(second.derivative(of: copy))
      #expect(nodes.value(of: node).scalar == expected)
    }
  }

  @Test func `a hundred thousand nodes in a row are differentiated`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    var last = x
    for _ in 0..<100_000 { last = try graph.append(.sin, [last]) }
    let derivative = try graph.adjointGraph(from: last, by: [x])
    #expect(derivative.graph.count == 300_002)
    #expect(try graph.tangentGraph(along: [x]).graph.count == 300_002)
  }

  @Test func `strangers and computed nodes are refused`() throws {
    let (graph, x, _, z) = try example()
    let longer = try graph.adjointGraph(from: z, by: [x]).graph
    let stranger = try #require(longer.nodes.last)
    #expect(throws: GraphError.unknownOperand(stranger)) {
      try graph.adjointGraph(from: stranger, by: [x])
    }
    #expect(throws: GraphError.unknownOperand(stranger)) {
      try graph.adjointGraph(from: z, by: [stranger])
    }
    #expect(throws: GraphError.notAnInput(z)) { try graph.tangentGraph(along: [z]) }
  }
}
