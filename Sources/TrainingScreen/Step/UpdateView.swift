import Learning
import Presentation
import Syntax
import TextCanvas
import Widgets

/// How one weight came to its new value: its gradient as a sum over the rows, then the optimizer's own
/// terms.
struct UpdateView {
  let model: TrainingModel
  let step: ReplayedStep
  let weight: StepSight.Weight
  /// The row that is chosen among those of the minibatch.
  let place: Int

  func draw(on canvas: inout Canvas, in area: Rect) {
    for (row, line) in lines(rows: area.height).prefix(max(area.height, 0)).enumerated() {
      canvas.write(line, x: area.x, y: area.y + row, theme: model.theme, clippedTo: area)
    }
  }

  private func lines(rows: Int) -> [StyledText] {
    guard let terms = step.update(ofParameter: weight.parameter, element: weight.element) else {
      return [StyledText("nothing was updated in this step", .muted)]
    }
    let head = heading(terms)
    let rule = gradient(terms) + update(terms)
    let room = max(rows - head.count - rule.count - 3, 0)
    return head + [StyledText("")] + sum(terms, rows: room) + [StyledText("")] + rule
  }

  private func heading(_ terms: UpdateTerms) -> [StyledText] {
    let place = terms.place.map(String.init).joined(separator: ", ")
    return [
      StyledText("\(terms.parameter)[\(place)]", .strong)
        + StyledText("  old ", .muted) + number(terms.old)
        + StyledText("  new ", .muted) + number(terms.new)
        + StyledText("  change ", .muted) + number(terms.new - terms.old),
      StyledText(
        "arrows: another element   PgUp PgDn: another parameter   u: the rows", .muted),
    ]
  }

  /// What each row adds to the gradient, the largest first.
  private func sum(_ terms: UpdateTerms, rows: Int) -> [StyledText] {
    let order = terms.rows.indices.sorted {
      (abs(terms.rows[$0]), $1) > (abs(terms.rows[$1]), $0)
    }
    let shown = order.count <= rows ? order.count : max(rows - 1, 0)
    var lines = [StyledText("its gradient is a sum over the rows of the minibatch:", .title)]
    lines += order.prefix(shown).map { row in
      StyledText(padded(terms.rows[row]), terms.rows[row].isFinite ? .text : .alarm)
        + StyledText("  row \(row)" + label(ofRow: row), .muted)
    }
    if shown < order.count {
      let rest = order.dropFirst(shown).reduce(Float(0)) { $0 + terms.rows[$1] }
      lines.append(
        StyledText(padded(rest), .muted)
          + StyledText("  \((order.count - shown).counted("more row"))", .muted))
    }
    return lines
  }

  private func label(ofRow index: Int) -> String {
    guard step.rows.indices.contains(index) else { return "" }
    let row = step.rows[index]
    guard let label = row.label else { return "" }
    return ": label \(model.classNames[label])"
      + (row.predicted.map { ", predicted \(model.classNames[$0])" } ?? "")
  }

  private func gradient(_ terms: UpdateTerms) -> [StyledText] {
    var lines = [
      StyledText(padded(terms.sumOfRows), .adjoint)
        + StyledText("  the sum of all rows: the derivative of the mean loss", .muted)
    ]
    guard terms.penalty != 0 else { return lines }
    lines.append(
      StyledText(padded(terms.penalty), .adjoint)
        + StyledText("  the L2 penalty: λ·w = ", .muted)
        + StyledText("\(text(step.options.plan.l2))·\(text(terms.old))"))
    lines.append(
      StyledText(padded(terms.gradient), .adjoint)
        + StyledText("  g, the gradient that the optimizer takes", .muted))
    return lines
  }

  /// The optimizer's rule, then the same in numbers.
  private func update(_ terms: UpdateTerms) -> [StyledText] {
    let (g, rate) = (text(terms.gradient), text(terms.rate))
    switch terms.rule {
    case .momentum(let momentum, let velocity) where momentum == 0:
      _ = velocity
      return [
        StyledText("w ← w - η·g", .title),
        numbers("\(text(terms.old)) - \(rate)·\(g)", terms.new),
      ]
    case .momentum(let momentum, let velocity):
      return [
        StyledText("v ← μ·v + g", .title),
        numbers("\(text(momentum))·\(text(velocity.before)) + \(g)", velocity.after),
        StyledText("w ← w - η·v", .title),
        numbers("\(text(terms.old)) - \(rate)·\(text(velocity.after))", terms.new),
      ]
    case .nesterov(let momentum, let velocity):
      return [
        StyledText("v ← μ·v + g", .title),
        numbers("\(text(momentum))·\(text(velocity.before)) + \(g)", velocity.after),
        StyledText("w ← w - η·(g + μ·v)", .title),
        numbers(
          "\(text(terms.old)) - \(rate)·(\(g) + \(text(momentum))·\(text(velocity.after)))",
          terms.new),
      ]
    case .adam(let mean, let square, let t):
      return [
        StyledText("m ← β₁·m + (1-β₁)·g", .title),
        numbers("0.9·\(text(mean.before)) + 0.1·\(g)", mean.after),
        StyledText("s ← β₂·s + (1-β₂)·g²", .title),
        numbers("0.999·\(text(square.before)) + 0.001·(\(g))²", square.after),
        StyledText("w ← w - η · m/(1-β₁ᵗ) / (√(s/(1-β₂ᵗ)) + ε), t = \(t)", .title),
        numbers("", terms.new),
      ]
    case .lineSearch:
      return [
        StyledText("w ← w + a step along the direction of L-BFGS, found by a line search", .title),
        numbers("\(text(terms.old)) + \(text(terms.new - terms.old))", terms.new),
      ]
    }
  }

  private func numbers(_ words: String, _ result: Float) -> StyledText {
    StyledText("  = \(words)\(words.isEmpty ? "" : " = ")", .muted) + number(result)
  }

  private func number(_ value: Float) -> StyledText {
    StyledText("\(value)", value.isFinite ? .strong : .alarm)
  }

  private func text(_ value: Float) -> String { NumberText.operand(Double(value)) }

  private func padded(_ value: Float) -> String {
    NumberText.fitting(Double(value), columns: 12, digits: 5).leftPadded(toColumns: 12)
  }
}
