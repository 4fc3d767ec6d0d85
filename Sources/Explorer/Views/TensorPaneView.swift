import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

/// The inside of a tensor: its elements as a heatmap, how the one under the cursor comes about, and
/// what can be said about all of them.
struct TensorPaneView {
  let model: ExplorerModel
  let pane: TensorPane

  private var shape: Shape { model.timeline.graph.shape(of: pane.node) }
  private var plan: SlicePlan { SlicePlan(shape, images: model.program.imageShape) }
  private var theme: Theme { model.theme }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.fill(area)
    model.drawFrame(.graph, title: model.text.definition(of: pane.node), on: &canvas, in: area)
    drawFooter(on: &canvas, in: area)
    let (tabs, rest) = Self.rows(of: area)
    drawTabs(on: &canvas, in: tabs)
    guard model.timeline.has(pane.quantity, pane.node), shape.count > 0 else {
      canvas.write(
        shape.count == 0 ? "no elements" : "not computed yet", x: rest.x, y: rest.y + 1,
        style: theme.style(.muted), clippedTo: rest)
      return
    }
    let numbers = model.timeline.numbers(pane.quantity, of: pane.node).elements
    let (left, right) = parts(of: rest.rows(top: 1).bottom)
    drawMatrix(numbers, on: &canvas, in: left)
    drawWords(numbers, on: &canvas, in: right)
  }

  /// The line of tabs, and what is below it.
  private static func rows(of area: Rect) -> (tabs: Rect, rest: Rect) {
    let (tabs, rest) = area.inset(columns: 2, rows: 1).rows(top: 1)
    return (tabs, rest)
  }

  /// The element at a cell of the screen, by its place in row-major order.
  func element(at position: Position, in area: Rect) -> Int? {
    guard model.timeline.has(pane.quantity, pane.node), shape.count > 0 else { return nil }
    let numbers = model.timeline.numbers(pane.quantity, of: pane.node).elements
    let picture = parts(of: Self.rows(of: area).rest.rows(top: 1).bottom).picture
    let slice = plan.place(of: pane.element).slice
    let field = matrixParts(of: picture).field
    let place =
      plan.isImage
      ? image(numbers)?.pixel(at: position, in: field)
      : matrix(numbers)?.grid(in: field)?.element(at: position)
    guard let hit = place else { return nil }
    return plan.element(at: SlicePlan.Place(slice: slice, row: hit.row, column: hit.column))
  }

  /// The picture beside the words, or above them where it is narrow.
  private func parts(of area: Rect) -> (picture: Rect, words: Rect) {
    if area.width >= 72 {
      let (left, right) = area.columns(left: area.width - 38)
      return (left.columns(right: 2).left, right)
    }
    let picture = plan.isImage ? (plan.rows + 1) / 2 : plan.rows
    let rows = min(picture + 2, max(area.height / 2, 1))
    let (upper, lower) = area.rows(top: rows)
    return (upper, lower.rows(top: lower.height > 3 ? 1 : 0).bottom)
  }

  private func drawTabs(on canvas: inout Canvas, in area: Rect) {
    var line = StyledText("")
    for quantity in Quantity.shown(in: model.mode) {
      let isShown = quantity == pane.quantity
      line =
        line
        + StyledText(
          isShown ? "[\(quantity.word)]" : " \(quantity.word) ", isShown ? .strong : .muted)
    }
    line = line + StyledText("  \(shape)", quantityRole)
    if plan.slices > 1 {
      let slice = plan.place(of: pane.element).slice
      line =
        line
        + "  \(plan.isImage ? "image" : "slice") \(slice + 1) of \(plan.slices): \(plan.sliceText(slice))"
    }
    canvas.write(line, x: area.x, y: area.y, theme: theme, clippedTo: area)
  }

  private var quantityRole: Role { pane.quantity.role }

  private func drawMatrix(_ numbers: [Double], on canvas: inout Canvas, in area: Rect) {
    let (field, legend) = matrixParts(of: area)
    let scale: HeatmapScale
    if plan.isImage, let image = image(numbers) {
      image.draw(on: &canvas, in: field)
      scale = image.scale
    } else if let matrix = matrix(numbers) {
      matrix.draw(on: &canvas, in: field)
      scale = matrix.scale
    } else {
      return
    }
    scale.drawLegend(
      on: &canvas, in: legend.columns(left: min(legend.width, 36)).left,
      style: theme.style(.muted), model.capabilities)
  }

  /// The slice with the cursor, on a scale for all slices.
  private func matrix(_ numbers: [Double]) -> MatrixView? {
    let place = plan.place(of: pane.element)
    let slice = numbers[plan.elements(ofSlice: place.slice)]
    guard let map = Heatmap(rows: plan.rows, columns: plan.columns, values: Array(slice)),
      let whole = Heatmap(rows: 1, columns: numbers.count, values: numbers)
    else { return nil }
    let scale = HeatmapScale(
      .signed, fitting: [whole], isLight: model.capabilities.isLight, hue: pane.quantity.hue)
    return MatrixView(
      map: map, cursor: place, scale: scale, capabilities: model.capabilities, theme: theme)
  }

  /// The image with the cursor, on a scale for all of them.
  private func image(_ numbers: [Double]) -> PixelView? {
    let place = plan.place(of: pane.element)
    guard
      let map = Heatmap(
        rows: plan.rows, columns: plan.columns,
        values: Array(numbers[plan.elements(ofSlice: place.slice)])),
      let whole = Heatmap(rows: 1, columns: numbers.count, values: numbers)
    else { return nil }
    return PixelView(
      map: map, cursor: place,
      scale: whole.imageScale(pane.quantity, isLight: model.capabilities.isLight),
      capabilities: model.capabilities, theme: theme)
  }

  /// The elements above the legend, with a row between where there is room.
  private func matrixParts(of area: Rect) -> (field: Rect, legend: Rect) {
    let rows = plan.isImage ? area.height - 2 : plan.rows
    let (field, below) = area.rows(top: min(rows, max(area.height - 2, 1)))
    return (field, below.rows(top: below.height > 1 ? 1 : 0).bottom.rows(top: 1).top)
  }

  /// The element, its story, then its terms as an image, or else the statistics, as far as there are
  /// rows for them.
  private func drawWords(_ numbers: [Double], on canvas: inout Canvas, in area: Rect) {
    let story = ElementTeller(model).story(of: pane.quantity, pane.node, element: pane.element)
    let terms = termImage(story)
    let facts = terms == nil ? TensorFacts(numbers, columns: area.width).lines : []
    let wanted = terms.map { $0.fitted(to: Size(width: area.width, height: 14)).size.height + 2 }
    let rows = wanted ?? facts.count
    let (upper, lower) = area.rows(bottom: area.height >= rows + 8 ? rows : 0)
    if let terms { drawTerms(terms, on: &canvas, in: lower) }
    let recorded = recorded
    let lines =
      [element(numbers)] + recorded
      + story.fitted(to: upper.rows(top: 1 + recorded.count).bottom.size)
    for (row, line) in lines.prefix(max(upper.height, 0)).enumerated() {
      canvas.write(line, x: upper.x, y: upper.y + row, theme: theme, clippedTo: upper)
    }
    for (row, line) in facts.prefix(max(lower.height, 0)).enumerated() {
      canvas.write(line, x: lower.x, y: lower.y + row, theme: theme, clippedTo: lower)
    }
  }

  /// What each pixel adds to the element, where it is a sum over the pixels of an image.
  private func termImage(_ story: ElementStory) -> Heatmap? {
    guard let images = model.program.imageShape, story.amounts.count > 1 else { return nil }
    return Heatmap(rows: images.rows, columns: images.columns, values: story.amounts)
  }

  private func drawTerms(_ terms: Heatmap, on canvas: inout Canvas, in area: Rect) {
    canvas.write(
      "these products, pixel by pixel:", x: area.x, y: area.y + 1, style: theme.style(.muted),
      clippedTo: area)
    let scale = HeatmapScale(.signed, fitting: [terms], isLight: model.capabilities.isLight)
    terms.draw(on: &canvas, in: area.rows(top: 2).bottom, scale: scale, model.capabilities)
  }

  /// The element under the cursor with every digit.
  private func element(_ numbers: [Double]) -> StyledText {
    guard numbers.indices.contains(pane.element) else { return StyledText("") }
    let number = numbers[pane.element]
    let name = model.text.names[pane.node]
    return StyledText("\(name)\(shape.indexText(of: pane.element))", .strong)
      + StyledText(" \(pane.quantity.word) = ", .muted)
      + StyledText(
        NumberText.exact(number, model.timeline.precision), number.isFinite ? quantityRole : .alarm)
  }

  /// What was recorded of the element, and where the tensors are furthest apart.
  private var recorded: [StyledText] {
    let all = model.program.expected?.nodes[pane.node]
    let numbers = pane.quantity == .adjoint ? all?.adjoint : all?.value
    guard let numbers, pane.quantity != .tangent, numbers.indices.contains(pane.element) else {
      return []
    }
    let difference = model.recordedMarks?.difference(of: pane.quantity, pane.node)
    let own =
      StyledText("recorded ", .muted)
      + StyledText(NumberText.exact(numbers[pane.element]), difference == nil ? .muted : .alarm)
    guard let difference else { return [own] }
    let place = shape.indexText(of: difference.element)
    return [
      own,
      StyledText(
        "≠ by \(NumberText.short(difference.difference)) at \(place)"
          + (difference.signatures.isEmpty ? "" : ": \(difference.signatures.words)"), .alarm),
    ]
  }

  private func drawFooter(on canvas: inout Canvas, in area: Rect) {
    let hints =
      " arrows move"
      + (plan.slices > 1 ? "  PgUp PgDn \(plan.isImage ? "images" : "slices")" : "")
      + "  Enter next  Esc close "
    guard hints.columns + 4 <= area.width else { return }
    canvas.write(
      hints, x: area.maxX - 2 - hints.columns, y: area.maxY - 1, style: theme.style(.muted),
      clippedTo: area)
  }
}

/// What can be said about all elements, with a histogram.
private struct TensorFacts {
  let lines: [StyledText]

  init(_ numbers: [Double], columns: Int) {
    let facts = TensorStatistics(numbers)
    func number(_ value: Double?) -> String {
      value.map { NumberText.short($0, digits: 4) } ?? Marks.none
    }
    let bad = facts.nonFinite
    lines =
      [
        StyledText(""),
        StyledText("min ", .muted) + number(facts.least) + StyledText("  max ", .muted)
          + number(facts.greatest),
        StyledText("mean ", .muted) + number(facts.mean) + StyledText("  norm ", .muted)
          + number(facts.norm),
        bad == 0
          ? StyledText("all \(facts.count) finite", .muted)
          : StyledText("\(bad) of \(facts.count) not finite", .alarm),
      ] + Self.histogram(facts, numbers, columns: columns)
  }

  /// Bars of eighths of a row, two rows high, over the range from the least to the greatest.
  private static func histogram(
    _ facts: TensorStatistics, _ numbers: [Double], columns: Int
  ) -> [StyledText] {
    let counts = facts.histogram(of: numbers, bins: min(max(columns, 0), 32))
    guard let most = counts.max(), most > 0, facts.least != facts.greatest else { return [] }
    let bars = counts.map {
      Bar(.upright, part: Double($0) / Double(most), length: 2, showsTraces: true)
    }
    let rows = [0, 1].map { row in StyledText(String(bars.map { $0.cells[row] }), .value) }
    return rows + [StyledText("histogram, tallest \(most)", .muted)]
  }
}
