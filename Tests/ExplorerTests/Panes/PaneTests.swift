import Autodiff
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// The focus cycles through the panes, and keys go to the one that has it.
@Suite struct PaneTests {
  private func model(
    _ text: String = "a = x*y; b = sin(x); z = a + b", keys: String = "",
    size: Size = Size(width: 120, height: 30)
  ) throws -> ExplorerModel {
    try ExplorerModel(text, size: size, keys: keys)
  }

  private func titles(_ model: ExplorerModel) -> [String] {
    model.rows.flatMap { $0.split(separator: "╭") }.filter { $0.contains("▸") && $0.contains("─") }
      .map { $0.prefix { $0 != "─" }.split(separator: " ").joined(separator: " ") }
  }

  @Test func `Tab goes round the panes that are shown, and back again`() throws {
    var model = try model()
    for pane in [ExplorerPane.program, .event, .graph, .program] {
      try model.press("Tab")
      #expect(model.frame.focus == pane)
      #expect(titles(model) == ["▸ \(pane.title)"])
    }
    try model.press("w")
    #expect(model.debugger.watches.all.count == 2)
    for pane in [ExplorerPane.graph, .watch, .event, .program] {
      try model.press("BTab")
      #expect(model.frame.focus == pane)
    }
  }

  @Test func `a number before Tab chooses the pane, and shows the numbers meanwhile`() throws {
    var model = try model(keys: "w 3")
    let text = model.rows.joined(separator: "\n")
    for title in ["▸1 graph", "2 program", "3 this event", "4 watch"] {
      #expect(text.contains("╭ \(title) "))
    }
    try model.press("Tab")
    #expect(model.frame.focus == .event)
    #expect(!model.rows.joined().contains("╭ 2 program"))
    try model.press("4Tab")
    #expect(model.frame.focus == .watch)
    try model.press("9Tab")
    #expect(model.frame.focus == .watch)
    #expect(model.notice?.plain == "there are panes 1 to 4")
    try model.press("2 Escape n")
    #expect(model.timeline.position == 1)
  }

  @Test func `Escape brings the focus and all panes back`() throws {
    var model = try model(keys: "2 Tab O")
    #expect(model.frame.graph.isEmpty)
    try model.press("Escape")
    #expect(try model.frame == ExplorerModel(size: model.size).frame)
    #expect(model.frame.focus == .graph)
  }

  @Test(arguments: [(80, 24), (50, 16), (24, 6)])
  func `each pane can have the whole screen to itself`(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    var model = try model("z = x*y + sin(x)", keys: "w", size: size)
    for pane in ExplorerPane.allCases where pane != .lesson {
      try model.press("Escape \(pane.rawValue)Tab")
      if !model.panes.isAlone { try model.press("O") }
      #expect(model.frame.focus == pane)
      #expect(model.frame.place(of: pane).width == width)
      #expect(model.frame.place(of: pane).height >= height - 3)
      #expect(ExplorerPane.allCases.count { !model.frame.place(of: $0).isEmpty } == 1)
      #expect(titles(model) == ["▸ \(pane.title)"])
    }
  }

  @Test func `a pane without anything in it cannot be asked for`() throws {
    let model = try model(keys: "4Tab")
    #expect(model.frame.focus == .graph)
    #expect(model.notice?.plain == "nothing is watched; press w to watch the selected node")
  }

  @Test func `in the program the arrows select lines, and the list follows`() throws {
    let text = (1...40).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text, keys: "2Tab")
    let count = model.outline.items.count
    try model.press("Down Down")
    #expect(model.outline.number(of: model.selection) == 2)
    try model.press("End")
    #expect(model.outline.number(of: model.selection) == count - 1)
    #expect(model.window(of: .program).rows.contains(count - 1))
    #expect(model.timeline.position == 0)
    try model.press("Up PageUp")
    let page = model.window(of: .program).shown - 1
    #expect(model.outline.number(of: model.selection) == count - 2 - page)
    try model.press("3 Down Home 5j")
    #expect(model.outline.number(of: model.selection) == 5)
    // What happens is followed again.
    try model.press("End n n")
    #expect(model.window(of: .program).rows.contains(1))
  }

  @Test func `in the watches one is chosen, looked up and removed`() throws {
    var model = try model(keys: "w Right w 4Tab")
    #expect(model.debugger.watches.all.map(\.text) == ["x", "adj(x)", "a", "adj(a)"])
    try model.press("Down Down Up Enter")
    #expect(model.selection.map { model.text.names[$0] } == "x")
    try model.press("DC w")
    #expect(model.debugger.watches.all.map(\.text) == ["x", "adj(a)"])
    try model.press("w w")
    #expect(model.debugger.watches.all.isEmpty)
    #expect(model.frame.focus == .graph)
  }

  @Test func `an event that does not fit is scrolled, until something else happens`() throws {
    let size = Size(width: 50, height: 20)
    let text =
      "a_long_name = x*y; another_name = sin(x); z = a_long_name*another_name + a_long_name"
    var model = try model(text, keys: "G S 3Tab", size: size)
    let window = model.window(of: .event)
    try #require(window.count > window.shown)
    #expect(model.rows.contains { $0.hasSuffix("▼") })
    try model.press("End")
    #expect(model.window(of: .event).rows.upperBound == window.count)
    #expect(model.rows.contains { $0.hasSuffix("▲") } && !model.rows.contains { $0.hasSuffix("▼") })
    try model.press("Home")
    #expect(model.window(of: .event).first == 0)
    try model.press("Down S")
    #expect(model.window(of: .event).first == 0)
  }

  @Test func `brackets size the pane that has the focus, within limits`() throws {
    var model = try model(keys: "w 3Tab")
    let before = model.frame
    try model.press("[ [")
    #expect(model.frame.event.height == before.event.height + 2)
    #expect(model.frame.graph == before.graph)
    try model.press("2Tab [")
    #expect(model.frame.event.height == before.event.height + 1)
    try model.press("4Tab [")
    #expect(model.frame.watch.height == before.watch.height + 1)
    for _ in 0..<80 { try model.press("[") }
    #expect(model.frame.program.height >= 4)
    #expect(model.notice?.plain == "the panes cannot be resized here")
    // Nothing was counted on behind the limit.
    try model.press("]")
    #expect(model.frame.program.height >= 5)
    try model.press("Escape [")
    #expect(model.frame.graph.width == before.graph.width - 4)
  }

  @Test func `the arrows move in a tensor while that has the focus`() throws {
    var model = try model("x = [[1, 2], [3, 4]]; z = sum(x @ x)", keys: "2Tab Enter")
    #expect(model.tensorPane != nil && model.frame.focus == .graph)
    try model.press("Down")
    #expect(model.tensorPane?.element == 2)
    try model.press("2Tab Down Escape")
    #expect(model.tensorPane?.element == 2 && model.frame.focus == .graph)
    try model.press("Escape")
    #expect(model.tensorPane == nil)
  }
}

extension ExplorerModel {
  fileprivate init(size: Size) throws {
    try self.init("a = x*y; b = sin(x); z = a + b", size: size)
  }
}
