import Autodiff
import Testing

@Suite struct OperationCountTests {
  /// `f = exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)`.
  private func swell(sharing: Bool) throws -> (graph: Graph, x: NodeID, f: NodeID) {
    var builder = GraphBuilder(sharing: sharing)
    let x = try builder.input("x")
    func inner() throws -> NodeID {
      let square = try builder.node(.square, [builder.node(.exp, [x])])
      return try builder.node(.add, [builder.node(.exp, [x]), square])
    }
    let left = try builder.node(.exp, [inner()])
    let f = try builder.node(.add, [left, builder.node(.sin, [inner()])])
    return (builder.graph, x, f)
  }

  @Test func `the swelling expression has six operations, eleven when written out`() throws {
    let (graph, x, f) = try swell(sharing: true)
    #expect(try graph.operationCount(of: [f]) == OperationCount(shared: 6, unshared: 11))
    let apart = try swell(sharing: false)
    #expect(
      try apart.graph.operationCount(of: [apart.f]) == OperationCount(shared: 11, unshared: 11))
    #expect(try graph.operationCount(of: [x]) == OperationCount(shared: 0, unshared: 0))
  }

  @Test func `its derivative grows much faster when written out than when shared`() throws {
    let (graph, x, f) = try swell(sharing: true)
    let derivative = try SymbolicDerivative(of: f, by: x, in: graph)
    #expect(derivative.value == OperationCount(shared: 6, unshared: 11))
    // By hand, written out: b = exp x has 1, s = b² 2, c = b + s 4, exp c and cos c 5 each, each
    // times gf 6, gc 13, gs·2b 16, gb 30, and gx = gb·b 32. The sine and the last sum are not used.
    #expect(derivative.derivative.shared == 12)
    #expect(derivative.derivative.unshared == 32)
  }

  @Test func `a chain of squares of sums doubles with every link, and nothing overflows`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    var last = x
    for _ in 0..<2000 { last = try graph.append(.add, [last, last]) }
    let count = try graph.operationCount(of: [last])
    #expect(count.shared == 2000)
    #expect(count.unshared == .infinity)
    let tenth = try #require(graph.nodes.dropFirst(10).first)
    let short = try graph.operationCount(of: [tenth])
    #expect(short.unshared == 1023)
  }
}
