import Autodiff
import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// Every view draws inside its place, whatever there is to draw and however little room there is.
@Suite struct ViewTests {
  static let programs = [
    "z = x*y + sin(x)", "2 + 3", "2", "z = log(x - 1)", "x = [[1, 2], [3, 4]]; z = sum(x @ x)",
    "x = [1, -1]; z = log(x)", "f(t) = exp(t)*t; z = f(f(x))",
    "x = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; z = sum(x)", "x = 1e308*10 - y; z = x*0",
  ]
  static let areas = [
    Rect(x: 0, y: 0, width: 80, height: 24), Rect(x: 10, y: 4, width: 30, height: 8),
    Rect(x: 70, y: 20, width: 40, height: 20), Rect(x: 200, y: 100, width: 40, height: 10),
    Rect(x: 5, y: 5, width: 1, height: 1), Rect(x: 5, y: 5, width: 0, height: 0),
    Rect(x: -20, y: -6, width: 40, height: 12),
  ]

  @Test(arguments: programs, ["", "n n n", "G", "Enter", "s s s s", "z G", "z z s s", "X s"])
  func `nothing is drawn outside the area`(text: String, keys: String) throws {
    let model = try ExplorerModel(text, size: Size(width: 80, height: 24), keys: keys)
    for area in Self.areas {
      for view in [Self.graph, Self.program, Self.event, Self.tensor] {
        var canvas = Canvas(size: Size(width: 80, height: 24))
        canvas.fill(canvas.bounds, with: Cell("~"))
        view(model, &canvas, area)
        for y in 0..<24 {
          for x in 0..<80 where !area.contains(Position(x: x, y: y)) {
            #expect(canvas[x, y] == Cell("~"), "\(area) at \(x), \(y)")
          }
        }
      }
    }
  }

  private static let graph: @Sendable (ExplorerModel, inout Canvas, Rect) -> Void = {
    GraphView(model: $0).draw(on: &$1, in: $2)
  }
  private static let program: @Sendable (ExplorerModel, inout Canvas, Rect) -> Void = {
    ProgramView(model: $0).draw(on: &$1, in: $2)
  }
  private static let event: @Sendable (ExplorerModel, inout Canvas, Rect) -> Void = {
    EventView(model: $0).draw(on: &$1, in: $2)
  }
  private static let tensor: @Sendable (ExplorerModel, inout Canvas, Rect) -> Void = {
    guard let pane = $0.tensorPane else { return }
    TensorPaneView(model: $0, pane: pane).draw(on: &$1, in: $2)
  }

  @Test(arguments: programs)
  func `any size of the screen can be drawn on`(text: String) throws {
    for size in [(1, 1), (24, 6), (60, 18), (100, 18), (300, 100), (300, 1), (1, 100)] {
      var model = try ExplorerModel(
        text, size: Size(width: size.0, height: size.1), keys: "n n Enter")
      #expect(model.view().canvas.size == Size(width: size.0, height: size.1))
      try model.press("] [ z z Z")
      #expect(model.view().canvas.size == Size(width: size.0, height: size.1))
    }
  }

  @Test(arguments: ["unicode", "ascii"])
  func `current, selected, done and pending nodes differ without colour`(_ name: String) throws {
    let glyphs = try #require(GlyphSet(rawValue: name))
    let model = try ExplorerModel(
      "a = x*y; b = sin(x); z = a + b", size: Size(width: 150, height: 30),
      keys: "n n n", capabilities: Capabilities(glyphs: glyphs, colors: .none))
    let corners = model.drawing?.boxes.map { box in
      let (x, y) = (box.x - model.camera.x + 1, box.y - model.camera.y + 2)
      return model.view().canvas[x, y].glyph(in: glyphs)
    }
    let upperLeft = try #require(corners)
    #expect(glyphs == .ascii || Set(upperLeft).count >= 3)
    #expect(Set(upperLeft).count >= 2)
  }
}
