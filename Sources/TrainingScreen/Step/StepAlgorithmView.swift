import Learning
import Presentation
import TextCanvas

/// Backpropagation with minibatches in pseudo-code, with the line marked of which the step shows what it did:
/// the rows that were taken, or the update of the weights.
struct StepAlgorithmView {
  let model: TrainingModel
  let sight: StepSight
  let step: ReplayedStep

  /// The columns that it takes beside the rows.
  static let width = 50

  private var theme: Theme { model.theme }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let lines = Algorithm.minibatches.lines(output: "C")
    let mark = lines.firstIndex { $0.step == (sight.weight == nil ? .given : .update) }
    for (row, line) in lines.enumerated() {
      let (y, x) = (area.y + row, area.x + 2 + 2 * line.depth)
      if row == mark {
        canvas.write("▸", x: area.x, y: y, style: theme.style(.strong), clippedTo: area)
      }
      canvas.write(
        line.text, x: x, y: y,
        style: theme.style(row == mark ? .current : line.step == nil ? .muted : .text),
        clippedTo: area)
    }
    let below = area.rows(top: lines.count + 1).bottom
    for (row, variable) in variables.prefix(max(below.height, 0)).enumerated() {
      canvas.write(
        StyledText(variable.name.padded(toColumns: 22), .muted) + variable.value, x: below.x + 2,
        y: below.y + row, theme: theme, clippedTo: below)
    }
  }

  private typealias Variable = (name: String, value: StyledText)

  /// The variables of the listing as they are in this step.
  private var variables: [Variable] {
    let rate: Variable = ("η", number(Double(step.record.rate), .text))
    let facts: [Variable] = [
      ("minibatch", StyledText("\(step.record.step)")),
      ("m", StyledText("\(step.rows.count)")),
      ("C", number(Double(step.record.loss), .value)),
    ]
    guard let weight = sight.weight,
      let terms = step.update(ofParameter: weight.parameter, element: weight.element)
    else { return facts + [rate] + convolutions }
    let place = terms.place.map(String.init).joined(separator: ", ")
    let name = "\(terms.parameter)[\(place)]"
    let own: [Variable] = [
      ("dC/d\(name)", number(Double(terms.gradient), .adjoint)),
      ("\(name) before", number(Double(terms.old), .value)),
      ("\(name) now", number(Double(terms.new), .value)), rate,
    ]
    return own + facts + convolutions
  }

  /// The listing is that of layers whose units take all inputs; which layers are something else.
  private var convolutions: [Variable] {
    let count = model.snapshot.options.plan.convolutions.count
    guard count > 0 else { return [] }
    return [("Wˡ aˡ⁻¹ for l ≤ \(count)", StyledText("a convolution"))]
  }

  private func number(_ value: Double, _ role: Role) -> StyledText {
    StyledText(NumberText.short(value), value.isFinite ? role : .alarm)
  }
}
