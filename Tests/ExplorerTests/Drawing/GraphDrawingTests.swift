import Autodiff
import Basics
import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Explorer
@testable import Inquiry

@Suite struct GraphDrawingTests {
  /// Folds and zooms at random and looks at every drawing on the way.
  @Test(arguments: UInt64(0)..<30)
  func `boxes never overlap and no edge runs through a box, folded or not`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var model = try ExplorerModel(
      RandomPrograms.program(seed: seed), size: Size(width: 100, height: 30))
    model.finishLayout()
    let keys = ["x", "X", "z", "Z", "Right", "Down", "Left", "s", "n", "f"]
    for _ in 0..<25 {
      try model.press(keys[random.integer(below: keys.count)])
      let drawing = try #require(model.drawing)
      #expect(drawing.outline.items == model.outline.items)
      #expect(drawing.faults == [])
    }
  }

  @Test func `folding keeps the selected node where it is on the screen`() throws {
    var model = try ExplorerModel(
      "f(t) = exp(t)*sin(t); a = f(x); b = f(a); c = f(b); z = f(c) + a",
      size: Size(width: 120, height: 40), keys: "5Right")
    let before = try #require(model.placeOfSelection)
    try model.press("Left x Left x")
    try model.press("x")
    let after = try #require(model.placeOfSelection)
    #expect(abs(after.y - before.y) <= 10)
  }

  @Test func `stepping moves no box`() throws {
    var model = try ExplorerModel("z = x*y + sin(x)", at: "x=2,y=3")
    let boxes = model.drawing?.boxes
    for _ in 0..<11 {
      try model.press("s")
      #expect(model.drawing?.boxes == boxes)
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `nodes of a column keep their order when an unrelated group is folded`(seed: UInt64) throws {
    var model = try ExplorerModel(
      RandomPrograms.program(seed: seed), size: Size(width: 100, height: 30))
    model.finishLayout()
    let before = try #require(model.drawing)
    try model.press("X X")
    let after = try #require(model.drawing)
    #expect(after.outline.items == before.outline.items)
    #expect(after.faults == [])
  }

  @Test func `a cancelled layout is none`() throws {
    let model = try ExplorerModel(
      RandomPrograms.program(seed: 1), size: Size(width: 80, height: 24))
    let request = DrawingRequest(
      number: 1, graph: model.program.graph, text: model.itemText, labels: model.numberLabels,
      outline: model.outline, mode: .reverse)
    #expect(request.answer(unless: { true }) == nil)
  }

  @Test func `an answer to an older request is dropped`() throws {
    var model = try ExplorerModel("z = x*y")
    let drawing = try #require(model.drawing)
    model.adopt(DrawingAnswer(number: 0, drawing: drawing))
    #expect(!model.isLayingOut)
    try model.press("z")
    model.adopt(DrawingAnswer(number: 1, drawing: drawing))
    #expect(model.drawing?.zoom == .compact)
  }
}

extension ExplorerModel {
  /// Where the selected node's box is on the screen.
  fileprivate var placeOfSelection: Position? {
    drawing?.box(of: selection).map { Position(x: $0.x - camera.x, y: $0.y - camera.y) }
  }
}

extension GraphDrawing {
  /// Whatever is wrong with the drawing, in sentences.
  var faults: [String] {
    var faults: [String] = []
    for first in boxes.indices {
      for second in boxes.indices.dropFirst(first + 1)
      where !boxes[first].intersection(boxes[second]).isEmpty {
        faults.append("boxes \(first) and \(second) overlap")
      }
    }
    for (number, edge) in edges.enumerated() {
      for (start, end) in zip(edge.route, edge.route.dropFirst()) {
        let piece = Rect(
          minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x) + 1,
          maxY: max(start.y, end.y) + 1)
        for (box, rect) in boxes.enumerated() where !rect.intersection(piece).isEmpty {
          faults.append("edge \(number) runs through box \(box)")
        }
      }
    }
    return faults + labelFaults
  }

  /// Labels that cover a box, another label or another line.
  private var labelFaults: [String] {
    let labels = edges.indices.compactMap { number in edges[number].label.map { (number, $0) } }
    return labels.flatMap { number, label in
      var covered = boxes.indices.filter { !boxes[$0].intersection(label).isEmpty }.map {
        "box \($0)"
      }
      covered += labels.filter { $0.0 != number && !$0.1.intersection(label).isEmpty }
        .map { "the label of edge \($0.0)" }
      covered += edges.indices.filter { $0 != number && edges[$0].touches(label) }
        .map { "edge \($0)" }
      return covered.map { "the label of edge \(number) covers \($0)" }
    }
  }
}
