import Autodiff
import Testing

@Suite struct NodeNamesTests {
  @Test func `unnamed results take the first letters that are free, but never e`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let b = try builder.node(.sin, [x])
    builder.name(b, "b")
    var node = b
    var nodes: [NodeID] = []
    for _ in 0..<26 {
      node = try builder.node(.exp, [node])
      nodes.append(node)
    }
    let names = NodeNames(of: builder.graph)
    #expect(
      nodes.map { names[$0] }.joined(separator: " ")
        == "a c d f g h i j k l m n o p q r s t u v w y z v1 v2 v3")
  }

  @Test func `a letter that a given name could be taken for is left out`() throws {
    var builder = GraphBuilder()
    var node = try builder.input("a1")
    for name in ["B", "c_2", "d′", "fc1.weight", "gate", "H2"] { node = try builder.input(name) }
    var nodes: [NodeID] = []
    for _ in 0..<5 {
      node = try builder.node(.sin, [node])
      nodes.append(node)
    }
    let names = NodeNames(of: builder.graph)
    #expect(nodes.map { names[$0] } == ["f", "g", "i", "j", "k"])
  }

  @Test func `numbered names begin above those that were given`() throws {
    var builder = GraphBuilder()
    var node = try builder.input("v7")
    // 24 letters are free: e is a number, and v could be taken for v7.
    for _ in 0..<25 { node = try builder.node(.sin, [node]) }
    #expect(NodeNames(of: builder.graph)[node] == "v8")
  }

  @Test func `a node with two names is called by the first, and a literal by its value`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    builder.name(x, "again")
    builder.name(x, "x")
    let literals = try [2, -0.5, 1e20, 0, -0.0, .infinity, .nan].map { try builder.constant([$0]) }
    let array = try builder.constant([1, 2], shape: try #require(Shape([2])))
    let names = NodeNames(of: builder.graph)
    #expect(names[x] == "x")
    #expect(builder.graph.notes.names(of: x) == ["x", "again"])
    #expect(builder.graph.notes.isTaken("again"))
    #expect(!builder.graph.notes.isTaken("a"))
    #expect(literals.map { names[$0] } == ["2", "-0.5", "1e+20", "0", "-0", "inf", "nan"])
    #expect(names[array] == "[1, 2]")
  }
}
