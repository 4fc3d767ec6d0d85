import Testing
import TextCanvas

@Suite struct LinePlotTests {
  private func picture(
    _ plot: LinePlot, _ width: Int, _ height: Int, _ capabilities: Capabilities = Capabilities()
  ) -> [String] {
    var canvas = Canvas(size: Size(width: width, height: height))
    plot.draw(on: &canvas, in: canvas.bounds, capabilities)
    return canvas.rows(glyphs: capabilities.glyphs)
  }

  private func plot(_ values: [Double], _ name: String = "") -> LinePlot {
    LinePlot([LinePlot.Series(name, values: values)])
  }

  @Test func `a curve has axes with round numbers`() {
    #expect(
      picture(plot([0, 1, 2, 3, 4]), 20, 7) == [
        "4 ┤              ⡠⠔⠊",
        "  │          ⣀⠤⠒⠉   ",
        "2 ┤      ⢀⡠⠔⠉       ",
        "  │   ⣀⠔⠊⠁          ",
        "0 ┤⡠⠔⠉              ",
        "  ╰┬───────────────┬",
        "   0               4",
      ])
  }

  @Test func `without Braille a curve is made of halves, in ASCII of dots`() {
    #expect(
      picture(plot([0, 4]), 15, 3, Capabilities(hasBraille: false)) == [
        "4 ┤        ▄▄▀▀", "  │    ▄▄▀▀    ", "0 ┤▄▄▀▀        ",
      ])
    #expect(
      picture(plot([0, 4]), 15, 3, Capabilities(glyphs: .ascii)) == [
        "4 +        ..''", "  |    ..''    ", "0 +..''        ",
      ])
  }

  @Test func `a logarithmic axis has powers of ten and skips what is not positive`() {
    var logarithmic = plot([1000, 100, 10, 1, 0, -1, .nan])
    logarithmic.yScale = .logarithmic
    #expect(
      picture(logarithmic, 20, 7) == [
        "    │⠑⠢⢄            ",
        "100 ┤   ⠉⠒⢄         ",
        "    │      ⠉⠢⣀      ",
        "    │         ⠑⠤⣀   ",
        "  1 ┤            ⠑⠢⢄",
        "    ╰┬────────┬─────",
        "     0        2     ",
      ])
  }

  @Test func `what is not finite leaves a gap`() {
    #expect(
      picture(plot([1, .nan, 1, .infinity, 3, 3]), 16, 5) == [
        "3 ┤          ⠉⠉⠉", "  │             ", "1 ┤⡀    ⡀       ", "  ╰┬───────────┬",
        "   0           5",
      ])
  }

  @Test func `a single point lies in the middle of its axes`() {
    #expect(
      picture(plot([5]), 16, 5) == [
        "  │             ", "5 ┤      ⠐      ", "  │             ", "  ╰──────┬──────",
        "         0      ",
      ])
  }

  @Test func `curves have a legend with their last values, and differ without colour`() {
    let two = LinePlot([
      .init("a", values: [0, 0, 0, 0]), .init("b", values: [1, 1, 1, .nan], line: .dashed),
    ])
    #expect(
      picture(two, 24, 6) == [
        "1 ┤⠉⠁ ⠉⠁ ⠉⠁ ⠉⠁ ⠉⠁ ── a 0",
        "  │               ┄┄ b 1",
        "  │                     ",
        "0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀",
        "  ╰┬────────────┬───────",
        "   0            2       ",
      ])
  }

  @Test func `where a legend is too wide for its row the name goes without its value`() {
    let plot = LinePlot([.init("a rate", values: [0, 0.123])])
    let legends = [30, 20, 12].map { picture(plot, $0, 6)[0] }
    #expect(legends[0].contains("── a rate 0.123"))
    #expect(legends[1].contains("── a rate") && !legends[1].contains("0.123"))
    #expect(!legends[2].contains("rate"))
  }

  @Test(arguments: [GlyphSet.unicode, .ascii])
  func `every line has a sample of its own, with and without Unicode`(_ glyphs: GlyphSet) {
    let samples = LinePlot.Line.allCases.map { line in
      var canvas = Canvas(size: Size(width: 2, height: 1))
      canvas.write(line.sample, x: 0, y: 0)
      return canvas.rows(glyphs: glyphs)[0]
    }
    #expect(Set(samples).count == samples.count)
  }

  @Test func `every line has ink in a pattern of its own`() {
    let pictures = LinePlot.Line.allCases.map { line in
      picture(LinePlot([.init("", values: [1, 1], line: line)]), 30, 3)
    }
    #expect(Set(pictures).count == pictures.count)
    #expect(pictures[0][1] == "1 ┤" + String(repeating: "⠒", count: 27))
  }

  @Test func `points have marks, and a legend may lie below and say something else`() {
    let plot = LinePlot(
      [
        .init(
          "a", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)], line: .none, mark: "◆", note: "!")
      ],
      hasLegendBelow: true)
    #expect(
      picture(plot, 18, 6) == [
        "1 ┤              ◆", "  │               ", "  │               ", "0 ┤◆         ◆ a !",
        "  ╰┬─────────────┬", "   0             1",
      ])
  }

  @Test func `a point that stands for several shows from the least to the greatest`() {
    let points = [0, 1, 2].map { LinePlot.Point(x: Double($0), y: 1) }
    var spread = points
    spread[1].spread = 0...4
    let plot = LinePlot([.init("", points: spread)])
    #expect(
      picture(plot, 14, 3) == ["4 ┤     ⢸     ", "  │     ⢸     ", "0 ┤⠉⠉⠉⠉⠉⢹⠉⠉⠉⠉⠉"])
    #expect(picture(LinePlot([.init("", points: points)]), 14, 3)[0] == "  │           ")
  }

  @Test func `ticks that lie close are told apart by more digits`() {
    let labels = picture(plot([96.45, 96.55]), 24, 12).compactMap { row in
      row.contains("┤") ? String(row.prefix { $0 != "┤" }) : nil
    }
    #expect(Set(labels).count == labels.count && labels.count > 2)
  }

  @Test func `in a small area the curve stays`() {
    #expect(picture(plot([0, 1, 4]), 6, 2) == ["    ⡠⠊", "⣀⠤⠔⠊  "])
    #expect(picture(plot([0, 1]), 1, 1) == ["⡜"])
    #expect(picture(plot([0, 1]), 0, 0) == [])
  }

  @Test func `without values it says so`() {
    #expect(picture(plot([]), 14, 2) == ["no values yet ", "              "])
    #expect(picture(plot([.nan, .infinity]), 5, 1) == ["no v…"])
    #expect(picture(LinePlot([]), 1, 1) == ["…"])
  }

  @Test func `numbers at the ends of what is representable fit`() {
    #expect(
      picture(plot([-1e308, 1e308]), 20, 3) == [
        " 1e308 ┤        ⣀⠤⠒⠉", "       │    ⣀⠤⠒⠉    ", "-1e308 ┤⣀⠤⠒⠉        ",
      ])
    for extreme in [Double.leastNonzeroMagnitude, 1e-300, 1e300, .greatestFiniteMagnitude] {
      #expect(picture(plot([extreme, -extreme, extreme]), 30, 8).count == 8)
      #expect(picture(plot([extreme]), 30, 8).count == 8)
    }
  }

  @Test(arguments: [
    Rect(x: -5, y: -2, width: 20, height: 8), Rect(x: 40, y: 0, width: 10, height: 5),
    Rect(x: 0, y: 0, width: .max, height: .max), Rect(x: .min, y: .min, width: .max, height: 9),
  ])
  func `a plot that leaves the canvas is clipped`(area: Rect) {
    var canvas = Canvas(size: Size(width: 30, height: 6))
    plot([0, 3, 1]).draw(on: &canvas, in: area, Capabilities())
    let outside = canvas.bounds
    for y in outside.y..<outside.maxY {
      for x in outside.x..<outside.maxX where !area.contains(Position(x: x, y: y)) {
        #expect(canvas[x, y] == .blank)
      }
    }
  }
}

@Suite struct PlotAxisTests {
  @Test func `a value lies between the ends in its share`() throws {
    let axis = try #require(PlotAxis(.linear, covering: [2, 6]))
    #expect(axis.fraction(3) == 0.25)
    #expect(axis.fraction(.nan) == nil)
    let logarithmic = try #require(PlotAxis(.logarithmic, covering: [1, 100, -5]))
    #expect(logarithmic.fraction(10) == 0.5)
    #expect(logarithmic.fraction(0) == nil)
  }

  @Test(
    arguments: [
      ([0, 1], 3, [0, 0.5, 1]), ([0.07, 2.3], 5, [0.5, 1, 1.5, 2]), ([-3, 4], 4, [-2, 0, 2, 4]),
      ([1e-9, 3e-9], 3, [1e-9, 2e-9, 3e-9]), ([7], 3, [7]), ([0, 1], 1, []), ([0, 1], 0, []),
    ] as [([Double], Int, [Double])])
  func `ticks are round numbers`(values: [Double], count: Int, ticks: [Double]) throws {
    #expect(try #require(PlotAxis(.linear, covering: values)).ticks(atMost: count) == ticks)
  }

  @Test func `a short logarithmic axis has round numbers, too`() throws {
    let axis = try #require(PlotAxis(.logarithmic, covering: [1.85e-4, 2.45e-4]))
    #expect(axis.ticks(atMost: 6) == [1.9e-4, 2e-4, 2.1e-4, 2.2e-4, 2.3e-4, 2.4e-4])
    let decades = try #require(PlotAxis(.logarithmic, covering: [0.5, 200]))
    #expect(decades.ticks(atMost: 6) == [1, 10, 100])
  }

  @Test func `there is no axis for no values`() {
    #expect(PlotAxis(.linear, covering: [.nan]) == nil)
    #expect(PlotAxis(.logarithmic, covering: [-1, 0]) == nil)
  }
}
