import Autodiff
import Testing

@Suite struct GraphBuilderTests {
  @Test func `identical subexpressions are one node when shared, else two`() throws {
    for isShared in [true, false] {
      var builder = GraphBuilder(sharing: isShared)
      let x = try builder.input("x", shape: try #require(Shape([2, 3])))
      let first = try builder.node(.sum, [x], attributes: [0])
      let second = try builder.node(.sum, [x], attributes: [0])
      let other = try builder.node(.sum, [x], attributes: [1])
      #expect((first == second) == isShared)
      #expect(other != first)
      #expect(other != second)
    }
  }

  @Test func `the order of operands and two inputs of one name are kept apart`() throws {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("x"))
    #expect(x != y)
    #expect(
      try builder.node(.subtract, [x, y]) != (try builder.node(.subtract, [y, x])))
  }

  @Test func `literals are shared by their bits and their shape`() throws {
    var builder = GraphBuilder()
    let one = try #require(Shape([1]))
    #expect(try builder.constant([2]) == (try builder.constant([2])))
    #expect(try builder.constant([.nan]) == (try builder.constant([.nan])))
    #expect(try builder.constant([0]) != (try builder.constant([-0.0])))
    #expect(try builder.constant([2]) != (try builder.constant([2], shape: one)))
  }

  @Test func `a power with the literal exponent 2 is a square, and with another stays`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let two = try builder.constant([2])
    let square = try builder.node(.power, [x, two])
    #expect(builder.graph.operation(of: square) == .square)
    #expect(builder.graph.operands(of: square) == [x])
    let cube = try builder.node(.power, [x, try builder.constant([3])])
    #expect(builder.graph.operation(of: cube) == .power)
    let exponential = try builder.node(.power, [two, x])
    #expect(builder.graph.operation(of: exponential) == .power)
  }

  @Test func `nodes belong to the innermost group that is open`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    builder.openGroup("outer")
    let a = try builder.node(.sin, [x])
    builder.openGroup("inner")
    let b = try builder.node(.cos, [a])
    builder.closeGroup()
    let c = try builder.node(.tan, [b])
    builder.closeGroup()
    builder.closeGroup()
    let d = try builder.node(.exp, [c], source: SourceRange(3..<9))
    let notes = builder.graph.notes
    let names = [x, a, b, c, d].map { node in notes.group(of: node).map { notes[$0].name } }
    #expect(names == [nil, "outer", "inner", "outer", nil])
    let inner = try #require(notes.group(of: b))
    #expect(notes[inner].parent == notes.group(of: a))
    #expect(notes.source(of: d)?.range == 3..<9)
    #expect(notes.source(of: c) == nil)
  }

  @Test func `a refused operation leaves no trace`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x", shape: try #require(Shape([2])))
    let y = try builder.input("y", shape: try #require(Shape([3])))
    for _ in 0..<2 {
      #expect(throws: GraphError.self) { try builder.node(.add, [x, y]) }
    }
    #expect(builder.graph.count == 2)
  }
}
