import Autodiff
import Formula
import Testing
import TextCanvas

@testable import Explorer

@Suite struct OutlineTests {
  @Test(arguments: UInt64(0)..<40)
  func `every node that is no constant is in exactly one item`(seed: UInt64) throws {
    let program = try RandomPrograms.program(seed: seed)
    let groups = GroupTree(program.graph, output: program.output)
    for folded in [[], Set(groups.foldable), Set(groups.foldable.prefix(2))] {
      let outline = Outline(program.graph, groups, folded: folded, output: program.output)
      for node in program.graph.nodes {
        let isConstant = program.graph.operation(of: node) == .constant
        #expect((outline.number(of: node) == nil) == isConstant)
      }
      for (number, item) in outline.items.enumerated() {
        #expect(outline.number(of: item.node) == number)
      }
    }
  }

  @Test func `a folded call is one item, named after its result`() throws {
    let model = try ExplorerModel("f(t) = exp(t)*sin(t); z = f(x) + f(y)", keys: "X")
    let titles = model.outline.items.map { model.itemText.title(of: $0) }
    #expect(titles == ["x", "y", "c = f(x)", "g = f(y)", "z = c + g"])
  }

  @Test func `inside a folded call the calls within are not seen`() throws {
    let model = try ExplorerModel("f(t) = exp(t)*sin(t); g(t) = f(t)*t; z = g(x)", keys: "X")
    #expect(model.outline.items.count == 2)
  }

  @Test func `a call of one operation cannot be folded`() throws {
    let model = try ExplorerModel("f(t) = exp(t); z = f(x)")
    #expect(model.groups.foldable.isEmpty)
  }

  @Test func `a number alone is shown`() throws {
    let model = try ExplorerModel("2")
    #expect(model.outline.items.count == 1)
    #expect(model.rows.contains { $0.contains("v 2") })
  }

  @Test(arguments: UInt64(0)..<20)
  func `with its groups folded a drawing has no edge without a route`(seed: UInt64) throws {
    var model = try ExplorerModel(
      RandomPrograms.program(seed: seed), size: Size(width: 90, height: 30))
    try model.press("X")
    let drawing = try #require(model.drawing)
    #expect(drawing.edges.allSatisfy { !$0.route.isEmpty })
  }
}
