import Autodiff
import Formula
import Foundation
import Inquiry
import Presentation
import Testing

@testable import Debugging

@Suite struct PlotSearchTests {
  private func plot(
    _ text: String, _ what: String, at values: String? = nil, precision: Precision = .double
  ) throws -> ProgramPlot {
    let program = try Program(text, at: values, precision: precision)
    return try PlotSearch(program, program.timeline(), NodeText(program.graph))
      .plot(PlotRequest(typed: what))
  }

  private func curve(
    _ text: String, _ what: String, at values: String? = nil, precision: Precision = .double
  ) throws -> Curve {
    guard case .curve(let curve) = try plot(text, what, at: values, precision: precision).plot
    else { throw CommandFailure("not a curve") }
    return curve
  }

  /// Compares each place of a curve with formulas for value and slope.
  private func expect(
    _ curve: Curve, _ value: (Double) -> Double, slope: (Double) -> Double,
    within error: Double = 1e-12
  ) {
    #expect(curve.points.count == PlotSearch.curvePlaces)
    for point in curve.points + curve.present {
      #expect(abs(point.y - value(point.x)) <= error * max(1, abs(value(point.x))), "\(point)")
      #expect(abs((point.slope ?? .nan) - slope(point.x)) <= error * 10, "\(point)")
    }
  }

  @Test func `a number over an input is what the program gives there`() throws {
    let curve = try curve("z = x*y + sin(x)", "z by x -3 3", at: "x=2,y=3")
    expect(curve, { $0 * 3 + sin($0) }, slope: { 3 + cos($0) })
    #expect(curve.range == -3...3 && curve.present.map(\.x) == [2])
    #expect((curve.name, curve.variable, curve.slopeName) == ("z", "x", "dz/dx"))
  }

  @Test func `in single precision the numbers are those of single precision`() throws {
    let curve = try curve("z = x*y + sin(x)", "z by x -3 3", at: "x=2,y=3", precision: .single)
    for point in curve.points {
      let x = Float(point.x)
      #expect(Double(Float(point.y)) == point.y)
      #expect(abs(point.y - Double(x * 3 + sinf(x))) < 2e-6)
    }
  }

  @Test func `an activation of the language is plotted by its name`() throws {
    let sigmoid = { (z: Double) in 1 / (1 + exp(-z)) }
    let curve = try curve("a = sigmoid(w*x); b = sigmoid(a)", "sigmoid", at: "w=0.5,x=3")
    expect(curve, sigmoid, slope: { sigmoid($0) * (1 - sigmoid($0)) })
    // Both places at which the program applies it.
    #expect(curve.present.map(\.x) == [1.5, sigmoid(1.5)])
    #expect(curve.range == -5...5)
  }

  @Test func `a function of the program is plotted with all that it is made of`() throws {
    let text = """
      k = 2
      phi(t) =
        u = k*t
        u / (1 + abs(u))
      v = [1, -7]
      z = phi(x) + phi(v)[1]
      """
    let soft = { (t: Double) in 2 * t / (1 + abs(2 * t)) }
    let curve = try curve(text, "phi", at: "x=0.25")
    expect(curve, soft, slope: { 2 / pow(1 + abs(2 * $0), 2) })
    #expect(curve.present.map(\.x) == [0.25, 1, -7])
    // Where it is applied lies within the plot.
    #expect(curve.range == -8...8)
  }

  @Test func `a function comes before a result that happens to bear its name`() throws {
    let curve = try curve("a(t) = t^3; z = x*x + a(x)", "a", at: "x=2")
    expect(curve, { $0 * $0 * $0 }, slope: { 3 * $0 * $0 }, within: 1e-11)
  }

  @Test func `relu has the slope 0 at 0`() throws {
    let curve = try curve("y = relu(x)", "relu", at: "x=0")
    expect(curve, { max($0, 0) }, slope: { $0 > 0 ? 1 : 0 })
    #expect(curve.points.contains { $0.x == 0 && $0.slope == 0 })
  }

  @Test func `of a node that applies a function, the function is plotted over its operand`() throws
  {
    let plot = try plot("z = [1, -2, 0.5]; h = tanh(z); y = sum(h)", "h")
    guard case .curve(let curve) = plot.plot else { return #expect(Bool(false)) }
    expect(curve, { tanh($0) }, slope: { 1 - pow(tanh($0), 2) })
    #expect(curve.present.map(\.x) == [1, -2, 0.5])
    #expect(plot.isLocal && plot.marks.map(\.element) == [0, 1, 2])
  }

  @Test func `an element of a matrix varies alone`() throws {
    let text = "W = [[1, 2], [3, 4]]; x = [5, 7]; C = sum((W @ x)^2)"
    let curve = try curve(text, "C by W[1, 0] 0 6")
    expect(
      curve, { 19 * 19 + pow($0 * 5 + 28, 2) }, slope: { 2 * ($0 * 5 + 28) * 5 }, within: 1e-11)
    #expect(curve.present.map(\.x) == [3] && curve.variable == "W[1, 0]")
  }

  @Test func `a computed number can vary, as if it were held`() throws {
    let curve = try curve("a = x*x; z = a*x", "z by a", at: "x=2")
    expect(curve, { $0 * 2 }, slope: { _ in 2 })
    #expect(curve.present.map(\.x) == [4])
  }

  @Test func `data can vary, but has no slope`() throws {
    let curve = try curve("data x = 2; w = 3; p = w*x^2", "p by x -1 1")
    for point in curve.points { #expect(abs(point.y - 3 * point.x * point.x) < 1e-12) }
    #expect(curve.points.allSatisfy { $0.slope == nil })
  }

  @Test func `two variables give a surface with its gradient`() throws {
    let plot = try plot("z = x^2*y + sin(y)", "z by x, y -2 2 -1 3", at: "x=1,y=2")
    guard case .surface(let surface) = plot.plot else { return #expect(Bool(false)) }
    #expect(surface.xs.count == PlotSearch.gridPlaces && surface.ys.last == 3)
    for (row, y) in surface.ys.enumerated() {
      for (column, x) in surface.xs.enumerated() {
        #expect(abs(surface.value(column: column, row: row) - (x * x * y + sin(y))) < 1e-12)
      }
    }
    let present = try #require(surface.present)
    #expect((present.x, present.y) == (1, 2))
    #expect(abs(present.value - (2 + sin(2.0))) < 1e-12)
    #expect(present.gradient.map { abs($0[0] - 4) + abs($0[1] - 1 - cos(2.0)) < 1e-12 } == true)
  }

  @Test func `a function of two numbers is a surface without a present place`() throws {
    let plot = try plot("f(a, b) = a*b; z = f(x, 2)", "f", at: "x=1")
    guard case .surface(let surface) = plot.plot else { return #expect(Bool(false)) }
    #expect(surface.present == nil && surface.variables == ["a", "b"])
    #expect(surface.values == surface.ys.flatMap { y in surface.xs.map { $0 * y } })
  }

  @Test func `without a name the output is plotted by the first input that it depends on`() throws {
    let program = try Program("data y = 3; u = 1; x = 2; z = x*y; output z")
    let plot = try PlotSearch(program, program.timeline(), NodeText(program.graph))
      .plot(PlotRequest(nil))
    #expect(plot.request.variables == ["x"])
  }

  private static let refusals = [
    ("nothing", "there is no node or function 'nothing'"),
    ("sigmod", "there is no node or function 'sigmod'; did you mean 'sigmoid'?"),
    ("h by x", "h has 2 elements; plot one of them, as in h[0]"),
    ("a by y", "a does not depend on y"),
    ("z by x, x", "a plot by two variables needs two different ones"),
    ("clamp", "clamp has 3 arguments; only functions of one or two can be plotted"),
  ]

  @Test(arguments: refusals)
  func `what cannot be plotted is refused in words`(_ refusal: (String, String)) {
    #expect(throws: CommandFailure(refusal.1)) {
      try plot("a = x*x; h = [a, y]; z = sum(h)", refusal.0, at: "x=2,y=3")
    }
  }

  @Test func `usual ranges have round ends around the present place`() {
    #expect(PlotSearch.range(around: 0.3) == -3...4)
    #expect(PlotSearch.range(around: .nan) == -3...3)
    let wide = PlotSearch.range(around: 1000)
    #expect(wide.contains(0) && wide.contains(2000))
  }
}
