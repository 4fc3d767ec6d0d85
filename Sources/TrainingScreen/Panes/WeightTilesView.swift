import Learning
import Presentation
import TextCanvas
import Widgets

/// A layer's units as images: what each looks for, what its gradient is, how it changed last.
struct WeightTilesView {
  let model: TrainingModel

  private var settings: TileSettings { model.tiles }
  private var theme: Theme { model.theme }

  /// The tiles in one row, in the pane where they are shown now.
  var tilesAcross: Int {
    guard let area = model.layout.places[.weights], let order = TileOrder(model) else { return 1 }
    return max(wall(of: order.images, in: tileArea(area)).grid.columns, 1)
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let order = TileOrder(model) else {
      return model.drawFrame(
        .weights, title: title(settings.source == .maps ? "no" : "W"), remark: absence, on: &canvas,
        in: area)
    }
    if let unit = settings.unit, order.images.indices.contains(unit) {
      UnitView(model: model, order: order, unit: unit).draw(on: &canvas, in: area)
    } else {
      drawTiles(order, on: &canvas, in: area)
    }
  }

  /// Why there is nothing to show.
  private var absence: String {
    switch settings.source {
    case .weights: ""
    case .gradient, .update: "after the next minibatch"
    case .maps:
      model.snapshot.options.plan.convolution(ofLayer: settings.layer) == nil
        ? "this layer is no convolution" : "not read yet"
    }
  }

  private func title(_ name: String) -> String { "\(name) \(settings.source.title)" }

  private func tileArea(_ area: Rect) -> Rect {
    // A column at the left of each tile is for the mark of the chosen one.
    area.inset(by: 1).rows(bottom: 1).top.columns(left: 1).right
  }

  /// The place in the order of the tile at a cell of the screen.
  func place(at position: Position, in area: Rect) -> Int? {
    guard let order = TileOrder(model), settings.unit == nil else { return nil }
    let grid = wall(of: order.images, in: tileArea(area)).grid
    let first = firstPlace(shown: grid.tiles.count, across: grid.columns)
    return grid.tiles.firstIndex { $0.contains(position) }.map { first + $0 }
      .flatMap { order.units.indices.contains($0) ? $0 : nil }
  }

  /// The pixel at a cell of the screen while one unit is looked at alone.
  func pixel(at position: Position, in area: Rect) -> Int? {
    guard let order = TileOrder(model), let unit = settings.unit,
      order.images.indices.contains(unit)
    else { return nil }
    return UnitView(model: model, order: order, unit: unit).pixel(at: position, in: area)
  }

  private func drawTiles(_ order: TileOrder, on canvas: inout Canvas, in area: Rect) {
    let wall = wall(of: order.images, in: tileArea(area))
    let first = firstPlace(shown: wall.grid.tiles.count, across: wall.grid.columns)
    let shown = zip(wall.grid.tiles, order.units.dropFirst(first)).map { tile, unit in
      (tile, wall.shape.shown(order.images[unit]))
    }
    let common = scale(for: shown.map(\.1))
    for (index, (tile, image)) in shown.enumerated() {
      let scale = settings.hasScalePerTile ? scale(for: [image]) : common
      image.draw(on: &canvas, in: tile, scale: scale, model.capabilities)
      if first + index == settings.place, model.focus == .weights { mark(tile, on: &canvas) }
    }
    model.drawFrame(
      .weights, title: title(order.name), remark: remark(order, first, shown.count), on: &canvas,
      in: area)
    drawLegend(common, on: &canvas, in: area)
  }

  private func remark(_ order: TileOrder, _ first: Int, _ count: Int) -> String {
    let range =
      count < order.count
      ? "units \(first + 1)-\(first + count) of \(order.count)" : "\(order.count) units"
    let chosen = model.focus == .weights ? order.unit(at: settings.place) : nil
    return (chosen.map { "unit \($0 + 1); " } ?? "") + range
      + (settings.isSortedByNorm ? ", by norm" : "")
  }

  /// The first tile of the rows that hold the chosen one.
  private func firstPlace(shown: Int, across: Int) -> Int {
    guard shown > 0, across > 0, settings.place >= shown else { return 0 }
    let rows = shown / across
    return (settings.place / across - rows + 1) * across
  }

  private func mark(_ tile: Rect, on canvas: inout Canvas) {
    for row in tile.y..<tile.maxY {
      canvas.write("┃", x: tile.x - 1, y: row, style: theme.style(.prompt))
    }
  }

  private func drawLegend(_ scale: HeatmapScale, on canvas: inout Canvas, in area: Rect) {
    let legend = area.inset(by: 1).rows(bottom: 1).bottom
    guard !settings.hasScalePerTile else {
      canvas.write(
        "one scale for each tile", x: legend.x + 1, y: legend.y,
        style: theme.style(.muted), clippedTo: legend)
      return
    }
    scale.drawLegend(
      on: &canvas, in: legend.centered(Size(width: min(legend.width, 40), height: 1)),
      style: theme.style(.muted), model.capabilities)
  }

  /// The fewest rows in which one still sees a stroke.
  private static let readableRows = 10
  /// So many units are seen rather than a few in more detail; one alone is a key away.
  private static let enough = 20

  private func wall(of images: [Heatmap], in area: Rect) -> TileWall {
    TileWall(
      images.count, of: TileShape.all(for: images.first), readableRows: Self.readableRows,
      enough: Self.enough, in: area)
  }

  /// A scale whose end only one element in fifty exceeds: a few outliers must not darken the rest.
  private func scale(for images: [Heatmap]) -> HeatmapScale {
    let magnitudes = images.flatMap(\.values).filter(\.isFinite).map(\.magnitude).sorted()
    return HeatmapScale(
      .signed, limit: magnitudes.isEmpty ? 1 : magnitudes[magnitudes.count * 49 / 50],
      isLight: model.capabilities.isLight)
  }
}
