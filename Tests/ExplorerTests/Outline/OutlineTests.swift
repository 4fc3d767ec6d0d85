import Autodiff
import Formula
import Presentation
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

  @Test func `a folded call shows its arguments as they were given`() throws {
    let calls = [
      ("f(p, q) = sin(q)*exp(p); a = 1; b = 2; z = f(a, b) + 1", "= f(a, b)"),
      ("f(p, q) = sin(q)*exp(p); a = 1; z = f(2, a) + f(a, [1, 2])[0]", "= f(2, a)"),
      ("f(p, q) = sin(q)*exp(p); a = 1; z = f(a, [1, 2])[0]", "= f(a, [1, 2])"),
      ("f(p, q) = p*p + 1; a = 1; b = 2; z = f(b + 1, a)*2", "= f(c, a)"),
      ("f(p, q) = sin(q)*exp(p); a = 1; z = f(a, a) + 1", "= f(a, a)"),
    ]
    for (program, title) in calls {
      let model = try ExplorerModel(program, keys: "X")
      let titles = model.outline.items.map { model.itemText.title(of: $0) }
      #expect(titles.contains { $0.hasSuffix(title) }, "\(titles)")
    }
  }

  /// A link of a chain of sines: its name, the node it is made of, and the number of its group.
  private typealias Link = (name: String, operand: Int, group: Int?)

  /// The explorer of a chain behind an input, whose links belong to groups of these names.
  private func chain(_ links: [Link], groups: [String]) throws -> ExplorerModel {
    let nodes = links.map { (link: Link) -> String in
      let group = link.group.map { ",\"group\":\($0)" } ?? ""
      return "{\"operation\":\"sin\",\"name\":\"\(link.name)\","
        + "\"operands\":[\(link.operand)]\(group)}"
    }
    let input = "{\"operation\":\"input\",\"name\":\"h\",\"value\":0.5}"
    let names = groups.map { "{\"name\":\"\($0)\"}" }.joined(separator: ",")
    let text =
      "{\"version\":1,\"groups\":[\(names)],"
      + "\"nodes\":[\(([input] + nodes).joined(separator: ","))]}"
    return try ExplorerModel(
      Program(json: Array(text.utf8), origin: "graph.json"), size: Size(width: 120, height: 40))
  }

  @Test func `a group with something outside between its nodes stays open, and says so`() throws {
    var model = try chain(
      [("a1", 0, 0), ("outside", 1, nil), ("a2", 2, 0), ("loss", 3, nil)], groups: ["cell"])
    try model.press("X")
    #expect(model.outline.items.count == 5)
    #expect(model.outline.folded.isEmpty)
    #expect(
      model.notice?.plain == "cell stays open: it is both before and after something outside of it")
    try model.press("X")
    #expect(model.notice == nil)
    #expect(model.outline.leftOpen.isEmpty)
  }

  @Test func `two groups that use one another stay open, and a third one folds`() throws {
    var model = try chain(
      [
        ("a1", 0, 0), ("b1", 1, 1), ("b2", 0, 1), ("a2", 3, 0), ("c1", 4, 2), ("c2", 5, 2),
        ("join", 6, nil),
      ], groups: ["left", "right", "last"])
    try model.press("X")
    #expect(model.outline.folded.count == 1)
    #expect(
      model.outline.items.map { model.itemText.name(of: $0) } == [
        "h", "a1", "b1", "b2", "a2", "c2", "join",
      ])
    #expect(model.notice?.plain.hasPrefix("left and 1 more stay open") == true)
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
