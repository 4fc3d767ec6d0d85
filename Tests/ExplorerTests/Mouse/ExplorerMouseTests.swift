import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Inquiry

/// A click means what is drawn where it is.
@Suite struct ExplorerMouseTests {
  private static let program = "a = x*y; b = sin(x); z = a + b"

  private func model(
    _ text: String = program, keys: String = "", size: Size = Size(width: 120, height: 30)
  ) throws -> ExplorerModel {
    try ExplorerModel(text, size: size, keys: keys)
  }

  /// Where a text stands on the screen.
  private func place(of text: String, in model: ExplorerModel) throws -> Position {
    // The header tells the program again.
    for (y, row) in model.rows.enumerated().dropFirst() {
      if let range = row.firstRange(of: text) {
        return Position(x: row.distance(from: row.startIndex, to: range.lowerBound), y: y)
      }
    }
    throw NotShown(text: text)
  }

  private func place(of text: String, inRow row: Int, of model: ExplorerModel) throws -> Int {
    let line = model.rows[row]
    guard let range = line.firstRange(of: text) else { throw NotShown(text: text) }
    return line.distance(from: line.startIndex, to: range.lowerBound)
  }

  private struct NotShown: Error { let text: String }

  private func click(_ model: inout ExplorerModel, _ place: Position) throws {
    try model.press("Click(\(place.x + 1),\(place.y + 1))")
  }

  private func selected(_ model: ExplorerModel) -> String? {
    model.selection.map { model.text.names[$0] }
  }

  @Test func `in the editor a click puts the cursor where it is`() throws {
    var model = try model("x = 2\ny = 3\nlonger = x*y + sin(x)", keys: "e")
    // The editor stands at the lower edge, below other places that show the same lines.
    let first = try #require(model.rows.lastIndex { $0.contains("x = 2") })
    let left = try place(of: "y = 3", inRow: first + 1, of: model)
    for (line, column) in [(1, 4), (2, 0), (2, 15), (0, 2)] {
      try click(&model, Position(x: left + column, y: first + line))
      guard case .editor(let editor) = model.overlay else {
        Issue.record("the editor is closed")
        return
      }
      #expect(editor.cursor == TextEditor.Place(line: line, column: column))
    }
    try click(&model, Position(x: 110, y: 28))
    guard case .editor(let editor) = model.overlay else { return }
    #expect(editor.cursor.line == 2 && editor.cursor.column == 21, "right of a line is its end")
  }

  @Test(arguments: ["", "z", "z z"])
  func `a click on a box, a line or a sign selects its node`(zoom: String) throws {
    var model = try model(keys: zoom + " n n")
    let drawing = try #require(model.drawing)
    for (number, box) in drawing.boxes.enumerated() {
      for corner in [box.origin, Position(x: box.maxX - 1, y: box.maxY - 1)] {
        try model.press("Escape g")
        model.selection = nil
        try click(&model, model.viewport.onScreen(corner))
        #expect(model.selection == drawing.outline.items[number].node)
      }
    }
    // What is drawn there is that node's name.
    if zoom.isEmpty {
      try click(&model, place(of: "b = sin(x) ", in: model))
      #expect(selected(model) == "b")
    }
  }

  @Test func `a click beside everything selects nothing, and focuses the pane`() throws {
    var model = try model(keys: "2Tab")
    let before = model.selection
    try click(&model, Position(x: 3, y: 3))
    #expect(model.selection == before && model.frame.focus == .graph)
    try click(&model, Position(x: model.frame.event.x + 2, y: model.frame.event.y + 2))
    #expect(model.frame.focus == .event)
  }

  @Test func `a click on the selected node looks inside, a drag from it does not`() throws {
    var model = try model("x = [[1, 2], [3, 4]]; z = sum(x @ x)", keys: "n")
    let place = try place(of: "x ━", in: model)
    try click(&model, place)
    #expect(model.tensorPane != nil)
    try model.press("Escape Drag(\(place.x + 1),\(place.y + 1),\(place.x + 4),\(place.y + 1))")
    #expect(model.tensorPane == nil)
  }

  @Test func `the right button sets a breakpoint and takes it away`() throws {
    var model = try model(keys: "n")
    let place = try place(of: "b = sin", in: model)
    try model.press("RightClick(\(place.x + 1),\(place.y + 1))")
    #expect(model.breakpoints.map { model.text.names[$0] } == ["b"])
    try model.press("RightClick(\(place.x + 1),\(place.y + 1))")
    #expect(model.breakpoints.isEmpty)
  }

  @Test func `a click on each line of the program selects it`() throws {
    let text = (1...40).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text, keys: "20n")
    let window = model.window(of: .program)
    for (row, line) in window.rows.enumerated() {
      try click(&model, Position(x: model.frame.program.x + 3, y: model.frame.program.y + 1 + row))
      #expect(model.outline.number(of: model.selection) == line)
      #expect(model.window(of: .program).first == window.first)
    }
  }

  @Test func `a click on a watch chooses it, another one selects its node`() throws {
    var model = try model(keys: "w Right w Escape")
    let place = try place(of: "3 a", in: model)
    try click(&model, place)
    #expect(model.panes.watch == 2 && model.frame.focus == .watch)
    model.selection = nil
    try click(&model, place)
    #expect(selected(model) == "a")
  }

  @Test func `a click on a partial goes to the contribution along its edge`() throws {
    var model = try model(keys: "G", size: Size(width: 150, height: 30))
    let drawing = try #require(model.drawing)
    for edge in drawing.edges {
      let label = try #require(edge.label)
      try click(&model, model.viewport.onScreen(label.origin))
      let use = try #require(edge.uses.first)
      #expect(model.timeline.lastEvent == .contribution(from: use.node, operand: use.place))
    }
  }

  @Test(arguments: [Size(width: 40, height: 12), Size(width: 120, height: 30)])
  func `a click on the time bar puts the dot there`(size: Size) throws {
    var model = try model(size: size)
    let bar = model.frame.timeBar
    var positions: Set<Int> = []
    for x in stride(from: bar.x + 1, to: bar.maxX - 1, by: 2) {
      try click(&model, Position(x: x, y: bar.y))
      positions.insert(model.timeline.position)
      let view = TimeBarView(model: model)
      #expect(view.position(at: x, in: bar) == model.timeline.position)
      // Where the dot stands, a click leaves it.
      let dot = try #require(model.rows[bar.y].firstIndex(of: "●"))
      let column = model.rows[bar.y].distance(from: model.rows[bar.y].startIndex, to: dot)
      #expect(view.position(at: column, in: bar) == model.timeline.position)
    }
    #expect(positions == Set(0...model.timeline.count))
    try model.press("Drag(1,\(bar.y + 1),\(bar.maxX + 90),1)")
    #expect(model.timeline.position == model.timeline.count)
  }

  @Test func `with more events than columns the dot lies below the mouse`() throws {
    let text = (1...200).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text)
    let bar = model.frame.timeBar
    for x in stride(from: bar.x + 1, to: bar.maxX - 1, by: 7) {
      try click(&model, Position(x: x, y: bar.y))
      #expect(Array(model.rows[bar.y])[x] == "●")
    }
  }

  @Test func `a drag moves the drawing with the mouse, and not out of sight`() throws {
    let text = (1...30).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text)
    try model.press("':set flow right' Enter Z Z Z g")
    let start = model.camera
    try model.press("Press(40,3) Drag(30,3) Drag(25,3)")
    #expect(model.camera == Position(x: start.x + 15, y: start.y))
    try model.press("Release(25,3) Drag(5,3)")
    #expect(model.camera == Position(x: start.x + 15, y: start.y))
    for _ in 0..<100 { try model.press("Drag(70,3,2,3)") }
    let drawing = try #require(model.drawing)
    #expect(model.camera.x == drawing.size.width - model.viewport.pane.width)
  }

  @Test func `the wheel moves what is below it`() throws {
    let text = (1...40).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text)
    try model.press("':set flow right' Enter Z Z Z g")
    let camera = model.camera
    try model.press("WheelDown(5,5)")
    #expect(model.camera == Position(x: camera.x + 8, y: camera.y))
    try model.press("WheelUp(5,5) C-WheelDown(5,5)")
    #expect(model.zoom == .compact)
    try model.press("S-WheelUp(5,5)")
    #expect(model.zoom == .box)
    let list = model.frame.program
    try model.press("WheelDown(\(list.x + 2),\(list.y + 2))")
    #expect(model.window(of: .program).first == 3 && model.frame.focus == .graph)
    try model.press("WheelDown(5,\(model.frame.timeBar.y + 1))")
    #expect(model.timeline.position == 1)
    #expect(model.window(of: .program).first == 0)
  }

  @Test func `a click in the map moves the camera there`() throws {
    let text = (1...60).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text)
    try model.press("':set flow right' Enter Z Z Z g")
    let drawing = try #require(model.drawing)
    let place = try #require(
      MinimapView(model: model, drawing: drawing).place(in: model.viewport.pane))
    let y = place.y + 1
    for x in place.x + 1..<place.maxX - 1 {
      try model.press("Escape g")
      try click(&model, Position(x: x, y: y))
      let middle = model.camera.x + model.viewport.pane.width / 2
      let wanted = MinimapView(model: model, drawing: drawing).target(
        of: Position(x: x, y: y), in: place)
      let isAtEdge =
        model.camera.x == 0
        || model.camera.x == drawing.size.width - model.viewport.pane.width
      #expect(isAtEdge || middle == wanted.x)
    }
  }

  @Test func `each cell of a map stands for a place below itself`() {
    for width in [1, 7, 20, 21, 399, 10_000] {
      for height in [1, 3, 40, 900] {
        let map = Minimap(of: [], in: Size(width: width, height: height))
        for x in 0..<map.cells.width {
          for y in 0..<map.cells.height {
            let middle = map.middle(ofCell: Position(x: x, y: y))
            let cells = map.cells(under: Rect(x: middle.x, y: middle.y, width: 1, height: 1))
            #expect(cells.contains(Position(x: x, y: y)) || map.cells.height > height)
          }
        }
      }
    }
  }

  @Test func `a click on an element moves the cursor to it`() throws {
    var model = try model(
      "A = [[1, 2, 3], [4, 5, 6]]; B = [[1, 0], [2, 1], [0, 3]]; z = sum(A @ B)",
      keys: "n s Escape Enter")
    let pane = try #require(model.tensorPane)
    let shape = model.timeline.graph.shape(of: pane.node)
    for element in 0..<shape.count {
      let number = try #require(model.timeline.numbers(.value, of: pane.node).elements.first)
      #expect(number.isFinite)
      let hits = cells(of: model).filter { hit(model, $0) == element }
      let cell = try #require(hits.first)
      try click(&model, cell)
      #expect(model.tensorPane?.element == element)
      // The mark stands in one of the cells that mean this element.
      #expect(hits.contains { model.view().canvas[$0.x, $0.y].glyph(in: .unicode) == "▸" })
    }
  }

  private func cells(of model: ExplorerModel) -> [Position] {
    let area = model.frame.graph
    return (area.y..<area.maxY).flatMap { y in
      (area.x..<area.maxX).map { Position(x: $0, y: y) }
    }
  }

  private func hit(_ model: ExplorerModel, _ position: Position) -> Int? {
    model.tensorPane.flatMap {
      TensorPaneView(model: model, pane: $0).element(at: position, in: model.frame.graph)
    }
  }

  @Test func `a line of an answer is chosen by one click and gone to by two`() throws {
    var model = try model(keys: "':list' Enter")
    let place = try place(of: "b = sin(x):", in: model)
    try click(&model, place)
    guard case .answer(let answer) = model.overlay else {
      Issue.record("the answer is gone")
      return
    }
    #expect(answer.lines[answer.chosen].text.plain.hasPrefix("b = "))
    try click(&model, place)
    #expect(model.overlay == nil)
    #expect(model.currentNode.map { model.text.names[$0] } == "b")
  }

  @Test func `a long answer stays where it is when a line is clicked`() throws {
    let text = (1...60).reduce("v0 = x") { "\($0); v\($1) = sin(v\($1 - 1))" }
    var model = try model(text, keys: "':list' Enter WheelDown(5,5)")
    let rows = model.rows.map { $0.contains("v4 = sin(v3):") }
    let place = try place(of: "v4 = sin(v3):", in: model)
    try click(&model, place)
    #expect(model.rows.map { $0.contains("v4 = sin(v3):") } == rows)
    try click(&model, place)
    #expect(model.currentNode.map { model.text.names[$0] } == "v4")
  }

  @Test func `a click outside leaves an answer, one in a prompt does nothing`() throws {
    var model = try model(keys: "':list' Enter Click(1,1)")
    #expect(model.overlay == nil)
    try model.press("e Click(1,1) WheelUp(4,4)")
    guard case .editor = model.overlay else {
      Issue.record("the prompt is gone")
      return
    }
  }

  @Test func `nothing that a mouse can do anywhere is too much`() throws {
    for size in [(1, 1), (24, 6), (40, 12), (80, 24), (120, 40)] {
      let size = Size(width: size.0, height: size.1)
      for keys in ["", "n w G", "n n s Enter", "?", "':list' Enter", "4Tab O", "z z"] {
        var model = try model("x = [[1, 2], [3, 4]]; z = sum(x @ x)", keys: keys, size: size)
        for y in stride(from: 1, through: size.height + 2, by: 5) {
          for x in stride(from: 1, through: size.width + 3, by: 11) {
            try model.press(
              "Click(\(x),\(y)) Drag(\(x),\(y),\(x + 9),\(y)) WheelUp(\(x),\(y)) RightClick(\(x),\(y))"
            )
          }
        }
        #expect(model.view().canvas.size == size)
      }
    }
  }
}
