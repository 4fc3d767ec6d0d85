import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

/// A network as columns of units with its weights on the lines between them; below, the equations of the
/// selected unit.
///
/// ```
///  x          a1 = sigmoid(z1)
/// ╭ 0 ────╮             ╭ 0 ────────╮
/// │ v 0.5 │──── 0.2 ──▸ │ z 0.6     │      A line is as thick as its weight is large, and dashed where
/// ╰───────╯  ╲╱         │ a 0.64566 │      that is negative; its head says that values have gone along
/// ╭ 1 ────╮  ╱╲         │ δ -0.0142 │      it (▸), that adjoints have come back (◂), or that they do so
/// │ v -1  │── -0.4 ┄┄▸  ╰───────────╯      just now (▶, ◀).
/// ```
struct UnitsView {
  let model: ExplorerModel
  let pane: UnitsPane

  private var theme: Theme { model.theme }
  private var network: UnitNetwork { pane.network }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.fill(area)
    model.drawFrame(.graph, title: "units", remark: remark, on: &canvas, in: area)
    let plan = plan(in: area)
    let scene = UnitsScene(model: model, pane: pane, plan: plan)
    scene.draw(on: &canvas, in: area.inset(by: 1))
    drawStory(on: &canvas, in: plan.story)
  }

  /// Where everything is.
  func plan(in area: Rect) -> UnitsPlan {
    UnitsPlan(pane, in: area.inset(columns: 2, rows: 1), image: image)
  }

  /// The cells of what comes in, if it is an image.
  var image: Size? {
    let images = model.program.imageShape
    let incoming = network.layers[0].nodes.incoming
    guard images?.fits(model.timeline.graph.shape(of: incoming)) == true else { return nil }
    return images.map { Size(width: $0.columns, height: ($0.rows + 1) / 2) }
  }

  private var remark: String {
    let (examples, run) = (network.exampleCount, model.timeline)
    let example = examples > 1 ? ["example \(pane.example) of \(examples)"] : []
    guard run.hasValue(run.output), let loss = run.value(of: run.output).scalar else {
      return example.first ?? ""
    }
    let hidden = model.hidesLatestNumber && run.lastEvent == .value(run.output)
    let number = hidden ? "?" : NumberText.short(loss)
    return (example + ["\(model.text.names[run.output]) = \(number)"]).joined(separator: ", ")
  }

  /// The equations of the selected unit under a line with its name: the sum, and beside it the error.
  private func drawStory(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 1 else { return }
    let node = network.node(pane.place.column)
    let numbers = UnitNumbers(
      network, in: model.timeline, example: pane.example, hidesLatest: model.hidesLatestNumber)
    let teller = ElementTeller(model)
    let story = UnitStory(pane.place, numbers, teller)
    let (rule, rest) = area.rows(top: 1)
    canvas.horizontalLine(
      from: rule.x - 1, to: rule.maxX, y: rule.y, pen: Pen(style: theme.style(.border)),
      clippedTo: rule.inset(columns: -1, rows: 0))
    let names = [node, network.result(pane.place.column)].map {
      teller.label($0, numbers.element(pane.place))
    }
    let activation = network.layer(pane.place.column)?.nodes.activation
    let title =
      (activation.map {
        " unit \(pane.place.unit): \(names[1]) = "
          + "\(model.text.expression(of: $0, operands: [names[0]])) "
      } ?? " unit \(pane.place.unit): \(names[0]) ").truncated(toColumns: rule.width - 2)
    canvas.write(title, x: rule.x + 1, y: rule.y, style: theme.style(.strong), clippedTo: rule)
    guard rest.width >= 60 else {
      let (upper, lower) = rest.rows(top: rest.height / 2)
      draw(story.forward, on: &canvas, in: upper)
      return draw(story.backward, on: &canvas, in: lower)
    }
    let (left, right) = rest.columns(left: rest.width / 2)
    draw(story.forward, on: &canvas, in: left.columns(right: 2).left)
    draw(story.backward, on: &canvas, in: right)
  }

  private func draw(_ part: UnitStory.Part, on canvas: inout Canvas, in area: Rect) {
    let lines = part.terms.fitted(to: area.size, result: part.result)
    for (row, line) in lines.prefix(max(area.height, 0)).enumerated() {
      canvas.write(line, x: area.x, y: area.y + row, theme: theme, clippedTo: area)
    }
  }
}
