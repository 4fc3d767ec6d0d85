import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas

/// A step of a descent in the pane of the event: the rule, then each input with numbers, then what
/// became of the output.
struct DescentText {
  private let model: ExplorerModel
  private let descent: Descent
  private let detail: EventDetail

  init(_ model: ExplorerModel, _ descent: Descent, detail: EventDetail) {
    (self.model, self.descent, self.detail) = (model, descent, detail)
  }

  /// Of more inputs not each is written.
  private static let most = 8

  /// In the order in which they may appear.
  var stages: [[StyledText]] {
    [[title, rule] + leftovers, moves, [outcome]].filter { !$0.isEmpty }
  }

  private var step: Descent.Step { descent.now }
  private var output: String { model.text.names[model.program.output] }
  private var isPiledUp: Bool { step.moves.contains { $0.sweeps > 1 } }

  private var title: StyledText {
    StyledText("gradient descent, step \(descent.position) of \(descent.last)", .strong)
  }

  private var rule: StyledText {
    let gradient = isPiledUp ? "grad w" : DerivativeText.total(of: output, by: "w")
    return StyledText("w ← w - rate · \(gradient)", .muted) + StyledText(", rate ", .muted)
      + NumberText.short(step.rate)
  }

  /// What is wrong with gradients that nobody cleared.
  private var leftovers: [StyledText] {
    guard isPiledUp, let sweeps = step.moves.map(\.sweeps).max() else { return [] }
    return [
      StyledText(
        "zero is off: grad w holds the sum of \(sweeps) sweeps, as without zero_grad", .warning)
    ]
  }

  private var moves: [StyledText] {
    let lines = step.moves.prefix(Self.most).map(line)
    let others = step.moves.count - lines.count
    return lines + (others > 0 ? [StyledText("and \(others) more inputs", .muted)] : [])
  }

  private func line(_ move: Descent.Move) -> StyledText {
    let name = model.text.names[move.node]
    guard move.before.count == 1 else {
      return StyledText(name, .strong) + " -= \(NumberText.operand(step.rate)) · "
        + gradient(move) + " = " + StyledText(text(move.after, move), .value)
    }
    return StyledText(name, .strong) + ": " + StyledText(text(move.before, move), .value)
      + " - \(NumberText.operand(step.rate)) · " + gradient(move) + " = "
      + StyledText(text(move.after, move), .value)
  }

  /// The gradient, as a sum where some of it was left over.
  private func gradient(_ move: Descent.Move) -> StyledText {
    guard move.sweeps > 1 else { return StyledText(text(move.fresh, move), .adjoint) }
    return StyledText("(") + StyledText(text(move.kept, move), .warning) + " + "
      + StyledText(text(move.fresh, move), .adjoint) + ")"
  }

  private func text(_ numbers: [Double], _ move: Descent.Move) -> String {
    if numbers.count == 1 { return NumberText.operand(numbers[0]) }
    let shape = model.program.graph.shape(of: move.node)
    return Tensor(numbers, shape: shape).map(detail.text) ?? ""
  }

  private var outcome: StyledText {
    let before = descent.steps[max(descent.position - 1, 0)].loss
    return StyledText(output, .strong) + ": " + StyledText(NumberText.short(before), .value) + " → "
      + StyledText(
        NumberText.short(step.loss), step.loss.isFinite ? .value : .alarm)
      + StyledText(step.loss > before ? ", larger" : "", .warning)
  }
}

extension ExplorerModel {
  /// That the gradient of an input is not this sweep's adjoint alone, once that is complete.
  func keptGradient(_ detail: EventDetail) -> [StyledText] {
    guard !debugger.clearsGradients, let event = timeline.lastEvent, event.isBackward,
      let node = timeline.target(of: event) ?? (event == .seed(event.node) ? event.node : nil),
      timeline.adjointState(of: node) == .complete,
      let move = debugger.descent?.now.moves.first(where: { $0.node == node })
    else { return [] }
    let adjoint = timeline.adjoint(of: node).elements
    let sum = zip(move.gradient, adjoint).map { program.precision.rounded($0 + $1) }
    let shape = program.graph.shape(of: node)
    let texts = [move.gradient, adjoint, sum].map { numbers in
      Tensor(numbers, shape: shape).map(detail.text) ?? ""
    }
    return [
      StyledText("zero is off: grad \(text.names[node]) = ", .warning)
        + StyledText(texts[0], .warning) + " + " + StyledText(texts[1], .adjoint) + " = "
        + StyledText(texts[2], .adjoint)
        + StyledText(
          ", of \(move.sweeps + 1) sweeps, as without zero_grad", .warning)
    ]
  }
}
