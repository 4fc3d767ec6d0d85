import Autodiff
import Debugging
import Foundation
import Inquiry
import Presentation
import Testing
import TextCanvas

@testable import Explorer

@Suite struct PlotTests {
  private static let example = "z = x*y + sin(x)"

  private func model(
    _ keys: String, _ text: String = example, at values: String? = "x=2,y=3",
    size: Size = Size(width: 120, height: 40)
  ) throws -> ExplorerModel {
    try ExplorerModel(text, at: values, size: size, keys: keys)
  }

  private func curve(of model: ExplorerModel) throws -> Curve {
    guard case .curve(let curve)? = model.plotted?.plot else {
      throw CommandFailure("no curve is plotted")
    }
    return curve
  }

  @Test func `the key plots what is selected, and closes it again`() throws {
    var model = try model("p")
    #expect(try curve(of: model).name == "z" && curve(of: model).variable == "x")
    try model.press("p")
    #expect(model.plotted == nil && model.frame.plot.isEmpty)
    try model.press("':select b' Enter p")
    #expect(try curve(of: model).name == "sin(x)")
    try model.press("Escape")
    #expect(model.plotted == nil)
  }

  @Test func `an intermediate result shows how the output depends on it`() throws {
    let model = try model("':select a' Enter p")
    let curve = try curve(of: model)
    #expect(curve.slopeName == "dz/da" && curve.present.map(\.x) == [6])
    #expect(curve.points.allSatisfy { $0.slope == 1 })
  }

  @Test func `the place appears with its value, the tangent with its derivative`() throws {
    var model = try model("':plot z by x -3 3' Enter")
    let states = try (0...model.timeline.count).map { position -> PlotState in
      model.goTo(position)
      return PlotState(of: try #require(model.plotted), in: model)
    }
    // z is computed in event 5, x complete in event 10.
    #expect(states.map { $0.chosen != nil } == (0...11).map { $0 >= 5 })
    #expect(states.map { $0.hasSlope } == (0...11).map { $0 >= 10 })
  }

  @Test func `what a class is to say first is not plotted before`() throws {
    var model = try model("':set reveal on' Enter ':plot sin' Enter")
    let plot = try #require(model.plotted)
    let node = try #require(plot.marks.first?.node)
    while model.timeline.lastEvent != .value(node) { try model.press("n") }
    #expect(PlotState(of: plot, in: model).chosen == nil)
    while model.revealed != nil { try model.press("n") }
    #expect(PlotState(of: plot, in: model).chosen == 0)
    #expect(model.timeline.lastEvent == .value(node))
  }

  @Test func `a changed value moves the place and the curve, and undo moves them back`() throws {
    var model = try model("':plot z by x -3 3' Enter")
    let before = try curve(of: model)
    try model.press("':set y 5' Enter ':set x 1' Enter")
    let after = try curve(of: model)
    #expect(after.present.map(\.x) == [1] && after.range == -3...3)
    for point in after.points { #expect(abs(point.y - (point.x * 5 + sin(point.x))) < 1e-12) }
    try model.press("U U")
    #expect(try curve(of: model) == before)
  }

  @Test func `a nudge shows how far the tangent is off`() throws {
    let model = try model("':plot z by x -3 4' Enter ':nudge x 0.5' Enter Escape G")
    let nudge = try #require(model.plotted?.nudge)
    let (predicted, actual) = ((3 + cos(2.0)) * 0.5, 0.5 * 3 + sin(2.5) - sin(2.0))
    #expect(abs(nudge.predicted - predicted) < 1e-12 && abs(nudge.actual - actual) < 1e-12)
    #expect(abs(nudge.error - (actual - predicted)) < 1e-12)
    let words = "x = 2.5: tangent says +\(text(predicted)), curve +\(text(actual)), "
    #expect(model.rows.joined().contains(words + "off by \(text(actual - predicted))"))
  }

  private func text(_ number: Double) -> String { NumberText.short(number) }

  @Test func `a nudge of something else leaves the plot alone`() throws {
    let model = try model("':plot z by x -3 4' Enter ':nudge y 0.5' Enter Escape")
    #expect(model.plotted != nil && model.plotted?.nudge == nil)
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60), (24, 6)])
  func `the plot is on every screen, and covers no pane`(_ size: (Int, Int)) throws {
    let model = try model("p", size: Size(width: size.0, height: size.1))
    let frame = model.frame
    #expect(!frame.plot.isEmpty)
    for pane in ExplorerPane.allCases {
      #expect(frame.place(of: pane).intersection(frame.plot).isEmpty)
    }
    #expect(model.rows.joined().contains("plot: z by x"))
  }

  @Test func `a plot whose numbers are gone is closed`() throws {
    var model = try model("':plot z by x' Enter")
    try model.press("':edit u = 2; w = u^2' Enter")
    #expect(model.plotted == nil)
  }

  @Test func `the contour shows the gradient of where the program is`() throws {
    let model = try model("':plot z by x, y -3 3 -1 4' Enter G")
    let words = "gradient (\(text(3 + cos(2.0))), 2)"
    #expect(model.rows.joined().contains(words))
    #expect(model.rows.joined().contains("z = \(text(6 + sin(2.0))) at x = 2, y = 3"))
  }

  @Test func `what cannot be plotted is said in a line`() throws {
    let model = try model("':plot nothing' Enter")
    #expect(model.plotted == nil)
    #expect(model.rows.joined().contains("there is no node or function 'nothing'"))
  }
}
