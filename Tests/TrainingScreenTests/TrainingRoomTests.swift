import Presentation
import Testing

@testable import Learning
@testable import TextCanvas
@testable import TrainingScreen
@testable import Widgets

/// How much is seen on the training screen, counted from its frames.
@Suite struct TrainingRoomTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun(steps: 8, hidden: 72, wishes: Wishes(layers: true, histograms: true))
  }

  /// The screen with a pane in front, without one that fills everything.
  private func model(
    _ pane: TrainingPane, _ size: Size
  ) -> TrainingModel {
    var model = run.model(zooming: pane, size: size, Capabilities())
    _ = model.update(.key(.character("O")))
    return model
  }

  @Test(arguments: [(80, 24, 14), (120, 40, 20), (200, 60, 72)])
  func `so many units are seen, each in a tile of its own`(
    width: Int, height: Int, least: Int
  ) throws {
    let model = model(.weights, Size(width: width, height: height))
    let area = try #require(model.layout.places[.weights]).inset(by: 1).rows(bottom: 1).top
    let canvas = model.view().canvas
    let rows = area.rowRange.map { y in
      area.columnRange.map { canvas[$0, y].style.background != .terminal }
    }
    // Rows of tiles touch, tiles of a row do not.
    let widths = rows[0].split(separator: false).map(\.count)
    let tile = try #require(widths.first)
    #expect(widths.allSatisfy { $0 == tile } && tile >= 9)
    let cells = rows.joined().count { $0 }
    #expect(cells.isMultiple(of: tile * ((tile + 1) / 2)))
    #expect(cells / (tile * ((tile + 1) / 2)) >= least)
    let shown = model.text.firstMatch(of: /units 1-(\d+) of 72|(72) units/)?.output
    let number = (shown?.1 ?? shown?.2).flatMap { Int($0) }
    #expect(number == cells / (tile * ((tile + 1) / 2)))
  }

  @Test(arguments: [(80, 24, 14), (120, 40, 12), (200, 60, 12)])
  func `so many mistakes are seen, each with what it is and was taken for`(
    width: Int, height: Int, least: Int
  ) throws {
    let model = model(.mistakes, Size(width: width, height: height))
    try #require(model.mistakes.count >= least)
    let area = try #require(model.layout.places[.mistakes])
    let rows = model.view().canvas.rows()[area.rowRange]
      .map { String($0.dropFirst(area.x).prefix(area.width)) }
    let shown = rows.flatMap { $0.matches(of: /(\d)→(\d)/) }
      .map { (Int($0.output.1), Int($0.output.2)) }
    #expect(shown.count >= least)
    for (mistake, words) in zip(model.mistakes, shown) {
      #expect(mistake.truth == words.0 && mistake.predicted == words.1)
    }
  }

  @Test func `the loss starts on a logarithmic axis, and a key leads to the other`() {
    var model = model(.loss, Size(width: 120, height: 40))
    #expect(model.text.contains("log scale"))
    _ = model.update(.key(.character("y")))
    #expect(!model.text.contains("log scale"))
  }

  @Test(arguments: [(80, 20), (80, 24), (100, 30), (120, 34), (120, 40), (200, 60)])
  func `a unit alone shows what every score makes of it`(width: Int, height: Int) throws {
    var model = model(.weights, Size(width: width, height: height))
    _ = model.update(.key(.enter))
    let unit = try #require(model.tiles.unit)
    let area = try #require(model.layout.places[.weights])
    let text = model.view().canvas.rows()[area.rowRange]
      .map { String($0.dropFirst(area.x + 1).prefix(area.width - 2)) }.joined(separator: " ")
    let weights = model.snapshot.weights[1].elements
    for score in 0..<10 {
      let number = NumberText.short(Double(weights[score * 72 + unit]), digits: 3)
      #expect(" \(text) ".contains(" \(score) \(number) "), "\(score)")
    }
  }
}
