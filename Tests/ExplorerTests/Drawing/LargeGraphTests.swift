import Autodiff
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// Graphs of which no screen shows more than a part, which are drawn in bands.
@Suite struct LargeGraphTests {
  private static let programs = [LargePrograms.tangle(500), LargePrograms.recurrence(400)]

  private func model(_ text: String, keys: String = "") throws -> ExplorerModel {
    var model = try ExplorerModel(text, size: Size(width: 200, height: 60))
    model.finishLayout()
    try model.press(keys)
    return model
  }

  @Test(arguments: programs)
  func `bands are as wide as the pane, and every line has both its ends`(_ text: String) throws {
    let model = try model(text)
    let drawing = try #require(model.drawing)
    #expect(drawing.size.width <= model.viewport.pane.width && drawing.faults == [])
    #expect(drawing.edges.contains { $0.exit != nil } && drawing.edges.contains { $0.exit == nil })
    for edge in drawing.edges {
      let (from, to) = (drawing.boxes[edge.source], drawing.boxes[edge.target])
      let (first, last) = (
        try #require(edge.exit ?? edge.route.first), try #require(edge.route.last)
      )
      #expect(first.x == from.maxX && (from.y..<from.maxY).contains(first.y))
      #expect(last.x == to.x - 1 && (to.y..<to.maxY).contains(last.y))
    }
  }

  @Test(arguments: programs)
  func `the camera moves with few of the steps there and back`(_ text: String) throws {
    var model = try model(text)
    for (keys, most) in [("n", 3), ("N", 3)] {
      var moves = 0
      for _ in 0..<300 {
        let before = model.camera
        try model.press(keys)
        moves += model.camera == before ? 0 : 1
      }
      print("\(model.outline.items.count) items: \(moves) moves in 300 steps with \(keys)")
      #expect(moves <= most)
    }
  }

  @Test func `of a line from one band to another both ends are lit`() throws {
    var model = try model(LargePrograms.tangle(300))
    var seen = 0
    for _ in 0..<120 {
      try model.press("n")
      let drawing = try #require(model.drawing)
      let item = try #require(drawing.outline.number(of: model.currentNode))
      let rows = model.rows
      for edge in drawing.edges(into: item) {
        guard let exit = edge.exit, let head = edge.route.last else { continue }
        for end in [exit, head].map(model.viewport.onScreen) where model.viewport.pane.contains(end)
        {
          #expect(Array(rows[end.y])[end.x] == "▶")
          seen += 1
        }
      }
    }
    #expect(seen > 100)
  }

  @Test func `in one piece, if it is wanted so, and in a picture no line is cut`() throws {
    var model = try model(LargePrograms.tangle(150), keys: "':set flow right' Enter")
    #expect(try #require(model.drawing).edges.allSatisfy { $0.exit == nil && $0.route.count > 1 })
    try model.press("':set flow auto' Enter")
    #expect(try #require(model.drawing).edges.contains { $0.exit != nil })
    let picture = model.drawingRequest(in: [], fitting: ExplorerModel.slide).answer()
    #expect(try #require(picture).drawing.edges.allSatisfy { $0.exit == nil })
  }
}
