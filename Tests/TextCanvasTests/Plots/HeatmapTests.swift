import Testing
import TextCanvas

@Suite struct HeatmapTests {
  private let signed = HeatmapScale(.signed, limit: 1)

  private func canvas(
    _ map: Heatmap, _ scale: HeatmapScale, _ capabilities: Capabilities = Capabilities(),
    width: Int = 6, height: Int = 2
  ) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: height))
    map.draw(on: &canvas, in: canvas.bounds, scale: scale, capabilities)
    return canvas
  }

  @Test func `two rows share a cell, upper over lower`() throws {
    let map = try #require(Heatmap(rows: 3, columns: 2, values: [1, -1, 1, 0, 0, .nan]))
    let drawn = canvas(map, signed)
    let (blue, orange, zero) = (signed.color(1), signed.color(-1), signed.color(0))
    #expect(drawn[0, 0] == Cell(" ", style: Style(background: blue)))
    #expect(drawn[1, 0] == Cell("▀", style: Style(foreground: orange, background: zero)))
    #expect(drawn[0, 1] == Cell("▀", style: Style(foreground: zero)))
    #expect(drawn[1, 1] == Cell("▀", style: Style(foreground: signed.color(.infinity))))
    #expect(drawn[2, 0] == .blank)
  }

  @Test func `without colours the sign shows in the characters`() throws {
    let row = [1, 0.5, 0, -0.5, -1, .nan]
    let map = try #require(Heatmap(rows: 2, columns: 6, values: row + row))
    for glyphs in GlyphSet.allCases {
      let drawn = canvas(map, signed, Capabilities(glyphs: glyphs, colors: .none))
      #expect(drawn.rows() == ["#+ -%!", "      "])
    }
  }

  @Test func `a grey image is a ramp without colours`() throws {
    let values = [0, 0.25, 0.5, 0.75, 1, -1]
    let map = try #require(Heatmap(rows: 1, columns: 6, values: values))
    let grey = HeatmapScale(.grey, limit: 1)
    #expect(canvas(map, grey, Capabilities(colors: .none)).rows()[0] == " :+#@ ")
    #expect(grey.color(0.5) == .rgb(127, 127, 127))
  }

  @Test func `halving takes means, and keeps what is not finite`() throws {
    let map = try #require(
      Heatmap(rows: 3, columns: 3, values: [1, 3, 5, 1, 3, 5, 7, 9, .infinity]))
    #expect(
      map.halved() == Heatmap(rows: 2, columns: 2, values: [2, 5, 8, .infinity]))
  }

  @Test func `a digit of 28 by 28 fits 14 by 7 cells when halved`() throws {
    let digit = try #require(
      Heatmap(rows: 28, columns: 28, values: Array(repeating: 1, count: 784)))
    #expect(digit.size == Size(width: 28, height: 14))
    #expect(digit.fitted(to: Size(width: 14, height: 7)).rows == 14)
    #expect(digit.fitted(to: Size(width: 13, height: 99)).columns == 7)
    #expect(digit.fitted(to: Size(width: 1, height: 1)).size == Size(width: 1, height: 1))
    #expect(digit.fitted(to: Size(width: 0, height: 5)).values.isEmpty)
  }

  @Test func `a small matrix can be magnified`() throws {
    let map = try #require(Heatmap(rows: 1, columns: 2, values: [1, 2]))
    #expect(
      map.magnified(by: 2) == Heatmap(rows: 2, columns: 4, values: [1, 1, 2, 2, 1, 1, 2, 2]))
    #expect(map.magnified(by: -3) == map)
  }

  @Test func `a map without numbers, or of a wrong count, is no trouble`() throws {
    let empty = try #require(Heatmap(rows: 0, columns: 5, values: []))
    #expect(canvas(empty, signed).rows() == ["      ", "      "])
    #expect(empty.halved().values.isEmpty)
    #expect(Heatmap(rows: 2, columns: 2, values: [1]) == nil)
    #expect(Heatmap(rows: .max, columns: 2, values: []) == nil)
    #expect(HeatmapScale(.signed, fitting: [empty]).limit == 1)
    #expect(empty[3, 3].isNaN)
  }

  @Test(arguments: [
    Rect(x: -1, y: -1, width: 3, height: 3), Rect(x: 9, y: 9, width: 2, height: 2),
    Rect(x: .max, y: .min, width: 4, height: 4),
  ])
  func `a map that leaves the canvas is clipped`(area: Rect) throws {
    let map = try #require(Heatmap(rows: 6, columns: 3, values: Array(repeating: 1, count: 18)))
    var canvas = Canvas(size: Size(width: 4, height: 4))
    map.draw(on: &canvas, in: area, scale: signed, Capabilities())
    let filled = (0..<4).flatMap { y in canvas.row(y) }.count { $0 != .blank }
    #expect(
      filled == area.intersection(canvas.bounds).width * area.intersection(canvas.bounds).height)
  }

  @Test func `the scale is centred on zero and full at its limit and beyond`() {
    #expect(signed.color(1) == signed.color(99))
    #expect(signed.color(0) == signed.color(-0.0))
    #expect(signed.color(0.5) != signed.color(-0.5))
    #expect(HeatmapScale(.signed, limit: .nan).limit == 1)
    let maps = [[-3.0, 2], [.nan, 1]].compactMap { Heatmap(rows: 1, columns: 2, values: $0) }
    #expect(HeatmapScale(.signed, fitting: maps).limit == 3)
  }

  @Test(arguments: [false, true])
  func `of 256 colours each step is an exact entry, and all differ`(isLight: Bool) {
    let scale = HeatmapScale(.signed, limit: 1, isLight: isLight)
    let steps = stride(from: -1.0, through: 1, by: 0.2).map { scale.color($0, .palette256) }
    #expect(Set(steps.compactMap(\.paletteIndex)).count == 11)
  }

  @Test func `few enough colours are used for all their pairs`() {
    let values = stride(from: -1.0, through: 1, by: 0.001)
    #expect(Set(values.map { signed.color($0) }).count < 256)
  }

  @Test func `the legend names both ends`() {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    let scale = HeatmapScale(.signed, limit: 0.31)
    scale.drawLegend(
      on: &canvas, in: canvas.bounds, style: .plain, Capabilities(colors: .none))
    #expect(canvas.rows() == ["-0.31 %=-, .+*# 0.31"])
    var narrow = Canvas(size: Size(width: 8, height: 1))
    scale.drawLegend(on: &narrow, in: narrow.bounds, style: .plain, Capabilities())
    #expect(narrow.rows() == ["        "])
  }
}

@Suite struct TileGridTests {
  @Test func `tiles stand in rows with gaps between`() {
    let grid = TileGrid(
      5, of: Size(width: 3, height: 2), in: Rect(x: 1, y: 1, width: 11, height: 5), rowGap: 1)
    #expect(grid.columns == 3)
    #expect(
      grid.tiles.map(\.origin) == [
        Position(x: 1, y: 1), Position(x: 5, y: 1), Position(x: 9, y: 1), Position(x: 1, y: 4),
        Position(x: 5, y: 4),
      ])
  }

  @Test func `no more tiles are placed than fit`() {
    let area = Rect(x: 0, y: 0, width: 10, height: 4)
    #expect(TileGrid(100, of: Size(width: 3, height: 2), in: area).tiles.count == 4)
    #expect(TileGrid(100, of: Size(width: 11, height: 2), in: area).tiles.isEmpty)
    #expect(TileGrid(0, of: Size(width: 1, height: 1), in: area).tiles.isEmpty)
    #expect(TileGrid(5, of: Size(width: 0, height: 0), in: area).tiles.isEmpty)
  }
}
