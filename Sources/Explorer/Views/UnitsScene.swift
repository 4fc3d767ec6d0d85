import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

/// The columns of a network with the lines between them.
struct UnitsScene {
  let model: ExplorerModel
  let pane: UnitsPane
  let plan: UnitsPlan
  private let numbers: UnitNumbers
  private let movement: UnitMovement?

  init(model: ExplorerModel, pane: UnitsPane, plan: UnitsPlan) {
    self.model = model
    self.pane = pane
    self.plan = plan
    numbers = UnitNumbers(
      pane.network, in: model.timeline, example: pane.example,
      hidesLatest: model.hidesLatestNumber)
    movement = model.isStill ? nil : UnitMovement(model.timeline, in: pane.network)
  }

  private var theme: Theme { model.theme }
  private var network: UnitNetwork { pane.network }

  func draw(on canvas: inout Canvas, in area: Rect) {
    for (left, right) in zip(plan.columns, plan.columns.dropFirst()) {
      UnitLines(scene: self, from: left, to: right).draw(on: &canvas, in: area)
    }
    for column in plan.columns {
      drawHeading(of: column, on: &canvas)
      if let image = column.image { drawImage(on: &canvas, in: image) }
      for unit in column.units { draw(unit, on: &canvas) }
      if let rest = column.rest { draw(rest: rest.count, of: column, on: &canvas, in: rest.rect) }
    }
    drawMarks(on: &canvas, in: area)
  }

  /// That there are columns on the left or the right that are not shown.
  private func drawMarks(on canvas: inout Canvas, in area: Rect) {
    let style = theme.style(.keyHint)
    if let first = plan.columns.first, first.number > 0 {
      canvas.write("◀", x: area.x, y: area.y, style: style, clippedTo: area)
    }
    if let last = plan.columns.last, last.number < network.columnCount - 1 {
      canvas.write("▶", x: area.maxX - 1, y: area.y, style: style, clippedTo: area)
    }
  }

  private func drawHeading(of column: UnitsPlan.Column, on canvas: inout Canvas) {
    let node = network.result(column.number)
    let whole = model.text.definition(of: node)
    let text = whole.columns <= column.heading.width ? whole : model.text.names[node]
    let shown = text.truncated(toColumns: column.heading.width)
    // Over its column, or as near to that as it fits.
    let x = max(min(column.rect.x, column.heading.maxX - shown.columns), column.heading.x)
    canvas.write(
      shown, x: x, y: column.heading.y,
      style: theme.style(movement?.lights(unitsOf: column.number) == true ? .strong : .muted),
      clippedTo: column.heading)
  }

  private func drawImage(on canvas: inout Canvas, in area: Rect) {
    let node = network.layers[0].nodes.incoming
    guard model.timeline.hasValue(node), let images = model.program.imageShape else {
      canvas.box(area, pen: Pen(style: theme.style(.pending), weight: .dashed))
      return
    }
    let pixels = (0..<network.unitCount(0)).map {
      numbers.output(.init(column: 0, unit: $0)).known ?? .nan
    }
    guard let map = Heatmap(rows: images.rows, columns: images.columns, values: pixels) else {
      return
    }
    map.draw(
      on: &canvas, in: area, scale: map.imageScale(.value, isLight: model.capabilities.isLight),
      model.capabilities)
  }

  /// The units that are not shown one by one, and what their terms amount to for the selected one.
  private func draw(
    rest count: Int, of column: UnitsPlan.Column, on canvas: inout Canvas, in area: Rect
  ) {
    let text = "\(count) more"
    canvas.write(text, x: area.x, y: area.y, style: theme.style(.muted), clippedTo: area)
    guard pane.place.column == column.number + 1, let sum = restOfSum(column) else { return }
    canvas.write(
      StyledText(" Σ ", .muted) + StyledText(NumberText.fitting(sum, columns: 8), .value),
      x: area.x + text.columns, y: area.y, theme: theme, clippedTo: area)
  }

  private func restOfSum(_ column: UnitsPlan.Column) -> Double? {
    let shown = Set(column.units.map(\.place.unit))
    var sum = 0.0
    for unit in 0..<network.unitCount(column.number) where !shown.contains(unit) {
      let source = UnitNetwork.Place(column: column.number, unit: unit)
      guard let weight = numbers.weight(from: unit, to: pane.place).known,
        let value = numbers.output(source).known
      else { return nil }
      sum = model.timeline.precision.rounded(sum + weight * value)
    }
    return sum
  }
}

// One unit.
extension UnitsScene {
  private func draw(_ unit: UnitsPlan.Unit, on canvas: inout Canvas) {
    switch plan.look {
    case .tall: drawBox(unit, on: &canvas)
    case .low, .line: drawLines(unit, on: &canvas)
    }
  }

  private func isSelected(_ unit: UnitsPlan.Unit) -> Bool {
    !model.isStill && unit.place == pane.place
  }

  private func isCurrent(_ unit: UnitsPlan.Unit) -> Bool {
    movement?.lights(unitsOf: unit.place.column) == true
  }

  private func isPending(_ unit: UnitsPlan.Unit) -> Bool {
    numbers.output(unit.place) == .missing && numbers.sum(unit.place) == .missing
  }

  /// As the boxes of the graph: heavy for what has just changed, double for the selected one, dashed for what
  /// is not computed yet.
  private func drawBox(_ unit: UnitsPlan.Unit, on canvas: inout Canvas) {
    let role: Role =
      isSelected(unit)
      ? .selected : isCurrent(unit) ? .strong : isPending(unit) ? .pending : .border
    let weight: LineWeight =
      isCurrent(unit)
      ? .heavy : isSelected(unit) ? .double : isPending(unit) ? .dashed : .light
    var style = theme.style(role)
    style.attributes.remove(.underline)
    canvas.fill(unit.rect)
    canvas.box(
      unit.rect, title: "\(unit.place.unit)", pen: Pen(style: style, weight: weight),
      titleStyle: style)
    for (row, number) in boxNumbers(of: unit.place).enumerated() {
      draw(
        number, on: &canvas, at: Position(x: unit.rect.x + 2, y: unit.rect.y + 1 + row),
        clippedTo: unit.rect.inset(by: 1))
    }
  }

  /// One or two lines, of which the first begins with the unit's number and a mark.
  private func drawLines(_ unit: UnitsPlan.Unit, on canvas: inout Canvas) {
    let index = "\(network.unitCount(unit.place.column) - 1)".count
    let role: Role =
      isSelected(unit) ? .selected : isCurrent(unit) ? .strong : isPending(unit) ? .pending : .text
    let origin = unit.rect.origin
    canvas.write(
      "\(unit.place.unit)".leftPadded(toColumns: index) + mark(of: unit), x: origin.x, y: origin.y,
      style: theme.style(role), clippedTo: unit.rect)
    let start = origin.x + index + 2
    for (row, pair) in lineNumbers(of: unit.place).enumerated() {
      for (column, number) in pair.enumerated() {
        draw(
          number, on: &canvas,
          at: Position(x: start + column * (plan.look.digits + 3), y: origin.y + row),
          clippedTo: unit.rect)
      }
    }
  }

  /// Full once the error has come back, with a dot once there is a value, hollow before.
  private func mark(of unit: UnitsPlan.Unit) -> String {
    if isCurrent(unit) { return "◆" }
    if isPending(unit) { return "○" }
    let last =
      unit.place.column == 0 ? numbers.outputAdjoint(unit.place) : numbers.error(unit.place)
    return last.known == nil ? "◉" : "●"
  }

  private struct Labelled {
    let label: String
    let number: UnitNumber
    let role: Role
  }

  private func draw(
    _ number: Labelled, on canvas: inout Canvas, at position: Position, clippedTo clip: Rect
  ) {
    let label = StyledText(number.label.isEmpty ? "" : number.label + " ", .muted)
    canvas.write(
      label + text(of: number), x: position.x, y: position.y, theme: theme, clippedTo: clip)
  }

  private func text(of number: Labelled) -> StyledText {
    let columns = plan.look.digits
    switch number.number {
    case .missing: return StyledText(Marks.none, .muted)
    case .hidden: return StyledText("?", .prompt)
    case .partial(let value):
      return StyledText(NumberText.fitting(value, columns: columns - 1), number.role)
        + StyledText("+", .muted)
    case .whole(let value):
      return StyledText(
        NumberText.fitting(value, columns: columns), value.isFinite ? number.role : .alarm)
    }
  }

  private func sum(_ place: UnitNetwork.Place) -> Labelled {
    Labelled(label: "z", number: numbers.sum(place), role: .value)
  }

  private func output(_ place: UnitNetwork.Place, label: String) -> Labelled {
    Labelled(label: label, number: numbers.output(place), role: .value)
  }

  private func error(_ place: UnitNetwork.Place) -> Labelled {
    Labelled(label: "δ", number: numbers.error(place), role: .adjoint)
  }

  private func hasActivation(_ place: UnitNetwork.Place) -> Bool {
    network.layer(place.column)?.nodes.activation != nil
  }

  private func boxNumbers(of place: UnitNetwork.Place) -> [Labelled] {
    if place.column == 0 { return [output(place, label: "v")] }
    // Without an activation the sum is what the unit gives.
    return hasActivation(place)
      ? [sum(place), output(place, label: "a"), error(place)] : [sum(place), error(place)]
  }

  private func lineNumbers(of place: UnitNetwork.Place) -> [[Labelled]] {
    if place.column == 0 { return [[output(place, label: "")]] }
    guard hasActivation(place) else { return [[sum(place), error(place)]] }
    let below = Labelled(
      label: model.numberLabels.label(for: .adjoint, of: "a"),
      number: numbers.outputAdjoint(place), role: .adjoint)
    return plan.look == .line
      ? [[output(place, label: "a"), error(place)]]
      : [[sum(place), error(place)], [output(place, label: "a"), below]]
  }
}

// What the lines ask.
extension UnitsScene {
  func lights(linesInto column: Int) -> Bool {
    movement?.lights(linesInto: column) == true
  }

  func isFocus(_ place: UnitNetwork.Place) -> Bool {
    !model.isStill && place == pane.place
  }

  func movesForward(into column: Int) -> Bool { movement == .forward(column) }

  func movesBackward(from column: Int) -> Bool { movement == .backward(column) }

  func hasArrived(at place: UnitNetwork.Place) -> Bool {
    numbers.sum(place) != .missing
  }

  func hasComeBack(to place: UnitNetwork.Place) -> Bool {
    numbers.outputAdjoint(place) != .missing
  }

  /// A weight with what is written on its line: the derivative by it while that arrives.
  func weight(
    from input: Int, to place: UnitNetwork.Place
  ) -> (amount: Double?, label: StyledText?) {
    let weight = numbers.weight(from: input, to: place)
    if movement == .weightAdjoints(place.column) {
      switch numbers.weightAdjoint(from: input, to: place) {
      case .missing: break
      case .hidden: return (weight.known, StyledText("?", .prompt))
      case .partial(let adjoint), .whole(let adjoint):
        return (
          weight.known,
          StyledText(NumberText.fitting(adjoint, columns: 7, digits: 2), .adjoint)
        )
      }
    }
    switch weight {
    case .missing, .partial: return (nil, nil)
    case .hidden: return (nil, StyledText("?", .prompt))
    case .whole(let number):
      let role: Role = number < 0 ? .negative : .positive
      return (
        number,
        StyledText(
          NumberText.fitting(number, columns: 6, digits: 2), number.isFinite ? role : .alarm)
      )
    }
  }

  /// The weighted sum without its bias.
  func product(at place: UnitNetwork.Place) -> Double? {
    guard let nodes = network.layer(place.column)?.nodes, model.timeline.hasValue(nodes.product)
    else { return nil }
    return model.timeline.value(of: nodes.product, at: numbers.element(place))
  }
}
