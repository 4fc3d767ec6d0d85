import Autodiff
import Testing

@Suite struct GraphTests {
  @Test func `a node remembers what it was made of`() throws {
    var graph = Graph()
    let shape = try #require(Shape([2, 3]))
    let x = try graph.appendInput(shape)
    let literal = try graph.appendConstant([1, 2, 3, 4, 5, 6], shape: shape)
    let sum = try graph.append(.sum, [x], attributes: [1])
    let all = try graph.append(.sum, [x])
    let chosen = try graph.append(.select, [x, literal, x])
    let many = try graph.append(.stack, [all, all, all, all])
    #expect(graph.operands(of: x) == [])
    #expect(graph.operands(of: sum) == [x])
    #expect(graph.attributes(of: sum) == [1])
    #expect(graph.attributes(of: all) == [])
    #expect(graph.operands(of: chosen) == [x, literal, x])
    #expect(graph.operands(of: many) == [all, all, all, all])
    #expect(Array(graph.constant(of: literal)) == [1, 2, 3, 4, 5, 6])
    #expect(graph.constant(of: x).isEmpty)
    #expect(graph.shape(of: sum).extents == [2])
    #expect(graph.shape(of: many).extents == [4])
    #expect(Array(graph.nodes) == [x, literal, sum, all, chosen, many])
    #expect(graph.contains(many))
  }

  @Test func `every operation says something for each partial`() throws {
    for operation in Autodiff.Operation.allCases {
      for operationCase in operation.cases.prefix(1) {
        var graph = Graph()
        let operands = try operationCase.operands.map { try graph.appendInput(#require(Shape($0))) }
        let node = try graph.append(operation, operands, attributes: operationCase.attributes)
        let names = NodeNames(of: graph)
        for place in operands.indices {
          #expect(!graph.partialText(of: node, operand: place, names: names).isEmpty)
        }
        #expect(!operation.name.isEmpty)
      }
    }
  }
}
