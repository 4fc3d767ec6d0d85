import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// On the training screen a click means what is drawn where it is.
@Suite struct TrainingMouseTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun(wishes: Wishes(layers: true, histograms: true, digit: .test(3)))
  }

  private func press(_ keys: String, on model: inout TrainingModel) throws {
    for event in try KeySequence.parse(keys) { _ = model.update(event) }
  }

  private func click(_ cell: Position, on model: inout TrainingModel) throws {
    try press("Click(\(cell.x + 1),\(cell.y + 1))", on: &model)
  }

  private func cells(_ area: Rect) -> [Position] {
    (area.y..<area.maxY).flatMap { y in (area.x..<area.maxX).map { Position(x: $0, y: y) } }
  }

  @Test func `a click focuses the pane below it`() throws {
    var model = run.model(zooming: .loss, size: Size(width: 200, height: 60))
    try press("O", on: &model)
    let places = model.layout.places
    #expect(places.count == TrainingPane.allCases.count)
    for (pane, area) in places {
      try click(Position(x: area.maxX - 1, y: area.y), on: &model)
      #expect(model.focus == pane)
    }
  }

  @Test func `the pen follows the mouse without gaps, however fast`() throws {
    var model = run.model(zooming: .drawing, size: Size(width: 80, height: 24))
    let area = try #require(model.layout.places[.drawing])
    let inside = area.inset(by: 1)
    // From the upper left to the lower right with nothing reported between.
    try press(
      "Drag(\(inside.x + 5),\(inside.y + 3),\(inside.x + 25),\(inside.y + 12))", on: &model)
    let ink = model.drawing.ink
    let dark = (0..<784).filter { ink[$0] == 255 }.map { (row: $0 / 28, column: $0 % 28) }
    #expect(dark.count == 21)
    for (first, second) in zip(dark, dark.dropFirst()) {
      #expect(abs(first.row - second.row) <= 1 && abs(first.column - second.column) <= 1)
    }
    // The pen is where the mouse is.
    #expect(model.view().canvas[inside.x + 24, inside.y + 11].glyph(in: .unicode) == "+")
    try press(
      "RightDrag(\(inside.x + 5),\(inside.y + 3),\(inside.x + 25),\(inside.y + 12))", on: &model)
    #expect(model.drawing.ink.allSatisfy { $0 == 0 })
  }

  @Test func `beside the sheet nothing is drawn, and what comes back begins anew`() throws {
    var model = run.model(zooming: .drawing, size: Size(width: 80, height: 24))
    let inside = try #require(model.layout.places[.drawing]).inset(by: 1)
    let (x, y) = (inside.x + 1, inside.y + 1)
    try press("Click(\(x + 40),\(y))", on: &model)
    #expect(model.drawing.ink.allSatisfy { $0 == 0 })
    try press("Press(\(x + 2),\(y)) Drag(\(x + 60),\(y)) Drag(\(x + 20),\(y))", on: &model)
    #expect(model.drawing.ink[..<84].filter { $0 == 255 }.count == 2)
    try press("Release(\(x),\(y)) Drag(\(x + 10),\(y))", on: &model)
    #expect(model.drawing.ink.filter { $0 == 255 }.count == 2)
  }

  @Test(arguments: [(80, 24), (24, 12), (16, 8)])
  func `the pen stands in the cell that was clicked`(width: Int, height: Int) throws {
    var model = run.model(zooming: .drawing, size: Size(width: width, height: height))
    let area = try #require(model.layout.places[.drawing])
    let sheet = cells(area).filter { DrawingView(model: model).square(at: $0, in: area) != nil }
    #expect(!sheet.isEmpty)
    for cell in sheet {
      try click(cell, on: &model)
      #expect(model.view().canvas[cell.x, cell.y].glyph(in: .unicode) == "+")
    }
  }

  @Test func `a click in the curves puts the crosshair there`() throws {
    var model = run.model(zooming: .loss)
    let area = try #require(model.layout.places[.loss])
    var crosshairs: Set<Int> = []
    for x in stride(from: area.x + 1, to: area.maxX - 1, by: 3) {
      try click(Position(x: x, y: area.y + 4), on: &model)
      crosshairs.insert(try #require(model.curves.crosshair))
      guard x > area.x + 10 else { continue }
      // The curve hides the line in some rows.
      let rows = model.view().canvas.rows()[area.y..<area.maxY]
      let drawn = try #require(rows.compactMap { Array($0).firstIndex(of: "┆") }.first)
      // No point is drawn nearer than half the way to the next.
      let spacing = (area.width - 8) / (model.snapshot.record.losses.count - 1)
      #expect(abs(drawn - x) <= spacing / 2 + 1)
    }
    #expect(crosshairs == Set(model.snapshot.record.losses.map(\.moment.step)))
  }

  @Test func `a click on a tile chooses its unit, another one opens it, then pixels are chosen`()
    throws
  {
    var model = run.model(zooming: .weights, size: Size(width: 80, height: 30))
    try press("#", on: &model)
    let area = try #require(model.layout.places[.weights])
    let view = WeightTilesView(model: model)
    let cell = try #require(cells(area).last { view.place(at: $0, in: area) == 2 })
    try click(cell, on: &model)
    #expect(model.tiles.place == 2 && model.tiles.unit == nil)
    #expect(model.text.contains("unit 3;"))
    try click(cell, on: &model)
    #expect(model.tiles.unit == 2)
    let inside = area.inset(by: 1)
    try click(Position(x: inside.x + 7, y: inside.y + 3), on: &model)
    #expect(model.tiles.pixel == 6 * 28 + 7)
    #expect(model.view().canvas[inside.x + 7, inside.y + 3].glyph(in: .unicode) == "+")
  }

  @Test func `a click on a mistake chooses it, another one reads it`() throws {
    var model = run.model(zooming: .mistakes)
    let area = try #require(model.layout.places[.mistakes])
    try #require(model.mistakes.count > 1)
    let cell = try #require(
      cells(area).first { MistakesView(model: model).mistake(at: $0, in: area) == 1 })
    try click(cell, on: &model)
    #expect(model.mistake == 1)
    try click(cell, on: &model)
    #expect(model.digit == model.mistakes[1].example)
  }

  @Test func `a count of the confusion matrix leads to the worst mistake of its kind`() throws {
    var model = run.model(zooming: .confusion)
    let area = try #require(model.layout.places[.confusion])
    let wanted = try #require(model.mistakes.last)
    let view = ConfusionView(model: model)
    let cell = try #require(
      cells(area).first {
        view.classes(at: $0, in: area).map { $0 == (wanted.truth, wanted.predicted) } ?? false
      })
    try click(cell, on: &model)
    let shown = model.mistakes[model.mistake]
    #expect(shown.truth == wanted.truth && shown.predicted == wanted.predicted)
    #expect(model.digit == shown.example)
    let right = try #require(
      cells(area).first { view.classes(at: $0, in: area).map { $0.truth == $0.predicted } ?? false }
    )
    // The digit has come to the front.
    model = run.model(zooming: .confusion)
    try click(right, on: &model)
    #expect(model.notice == "the diagonal holds the correct predictions")
  }

  @Test func `the wheel scrolls the help, and a click leaves it`() throws {
    var model = run.model(zooming: .loss)
    try press("? WheelDown(5,5)", on: &model)
    #expect(model.overlay == .help(HelpSight(scroll: 3)))
    try press("WheelUp(5,5) WheelUp(5,5)", on: &model)
    #expect(model.overlay == .help(HelpSight()))
    try press("Click(5,5)", on: &model)
    #expect(model.overlay == nil)
  }

  @Test func `nothing that a mouse can do anywhere is too much`() throws {
    for size in [(1, 1), (30, 8), (80, 24), (120, 40)] {
      let size = Size(width: size.0, height: size.1)
      var model = run.model(zooming: .digit, size: size)
      for keys in ["O", "", "?", "Escape :"] {
        try press(keys, on: &model)
        for y in stride(from: 1, through: size.height + 2, by: 7) {
          for x in stride(from: 1, through: size.width + 3, by: 19) {
            try press(
              "Click(\(x),\(y)) Drag(\(x),\(y),\(x + 9),\(y)) WheelUp(\(x),\(y)) WheelRight(\(x),\(y))",
              on: &model)
          }
        }
        #expect(model.view().canvas.size == size)
      }
    }
  }
}
