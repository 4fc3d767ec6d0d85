package import Learning
import TextCanvas
import Widgets

/// Looking at one step of the run.
extension TrainingModel {
  /// The step that is meant when none is named: that of the crosshair, or the last one that can be shown.
  var presentStep: Int { curves.crosshair ?? lastShownStep }

  /// The last step that was done, or that stopped the run.
  var lastStep: Int { max(live.records.lastStep, live.record.steps) }

  /// The last step that can be opened: the last one, or that whose update a condition holds back.
  private var lastShownStep: Int { live.heldBy == nil ? lastStep : live.record.steps + 1 }

  /// Opens the step that was waited for once the run has come to it, or quits when the run ends before.
  mutating func openAwaitedStep() -> [TrainingEffect] {
    guard let step = awaitedStep else { return [] }
    if lastStep >= step {
      awaitedStep = nil
      return openStep(step)
    }
    switch live.state {
    case .finished, .failed: return [.screen(.quit)]
    default: return []
    }
  }

  /// Asks for a step to be replayed, and shows it when that is done.
  mutating func openStep(_ number: Int) -> [TrainingEffect] {
    guard lastShownStep > 0 else {
      notice = "no minibatch has been done yet"
      return []
    }
    var sight = StepSight(min(max(number, 1), lastShownStep))
    if case .step(let old) = overlay {
      (sight.weight, sight.showsAlgorithm) = (old.weight, old.showsAlgorithm)
    }
    overlay = .step(sight)
    return [.replay(step: sight.number)]
  }

  /// Asks for the last step, whose whole minibatch is opened when it is there; `nil` before the first.
  package mutating func openPresentStep() -> [TrainingEffect]? {
    guard lastShownStep > 0 else { return nil }
    var sight = StepSight(presentStep)
    sight.opensWhole = true
    overlay = .step(sight)
    return [.replay(step: sight.number)]
  }

  /// Whether the whole minibatch of a step is to be opened now that it is there; nothing else of it is
  /// shown then.
  package mutating func takesWhole(_ number: Int) -> Bool {
    guard case .step(let sight) = overlay, sight.number == number, sight.opensWhole else {
      return false
    }
    overlay = nil
    return true
  }

  /// Shows a step that was replayed, unless another one is wanted by now.
  package mutating func show(_ step: Result<ReplayedStep, ReplayProblem>, number: Int) {
    showPast(step, number: number)
    guard case .step(var sight) = overlay, sight.number == number else { return }
    switch step {
    case .success(let step):
      sight.step = step
      sight.place = min(sight.place, max(step.rows.count - 1, 0))
    case .failure(let problem): sight.problem = problem.message
    }
    overlay = .step(sight)
  }

  /// Does what a key means while a step is looked at.
  mutating func press(_ key: Key, in sight: StepSight) -> [TrainingEffect] {
    guard let command = KeyTable.step.command(for: key) else {
      notice = "\(key) does nothing here; ? lists the keys"
      return []
    }
    var sight = sight
    switch command {
    case .left, .right, .up, .down: move(command, in: &sight)
    case .previousParameter: choose(parameterBy: -1, in: &sight)
    case .nextParameter: choose(parameterBy: 1, in: &sight)
    case .update:
      if sight.weight == nil { choose(parameterBy: 0, in: &sight) } else { sight.weight = nil }
    case .algorithm: sight.showsAlgorithm.toggle()
    case .open:
      guard let step = sight.step, let row = sight.row else { return [] }
      return [.openRow(row.row, of: step)]
    case .openMinibatch:
      guard let step = sight.step, !step.rows.isEmpty else { return [] }
      return [.openMinibatch(of: step)]
    case .previousStep: return openStep(sight.number - 1)
    case .nextStep: return openStep(sight.number + 1)
    case .help:
      overlay = .stepHelp(sight, HelpSight())
      return []
    case .leave:
      guard sight.weight != nil else {
        overlay = nil
        return []
      }
      sight.weight = nil
    case .redraw: return [.screen(.redrawAll)]
    case .quit: return quit()
    }
    overlay = .step(sight)
    return []
  }

  /// A click chooses a row, or opens the chosen one; the wheel goes through them, or through weights.
  mutating func follow(_ mouse: MouseEvent, in sight: StepSight) -> [TrainingEffect] {
    var sight = sight
    switch mouse.action {
    case .press(.left):
      guard sight.weight == nil,
        let place = StepView(model: self, sight: sight).place(at: mouse.position, in: Rect(size))
      else { return [] }
      guard place != sight.place else { return press(.enter, in: sight) }
      sight.place = place
    case .wheel(let wheel): move(StepCommand(wheel), in: &sight)
    case .press, .drag, .release: return []
    }
    overlay = .step(sight)
    return []
  }

  private func move(_ command: StepCommand, in sight: inout StepSight) {
    guard let step = sight.step else { return }
    if var weight = sight.weight {
      let count = step.before[weight.parameter].elements.count
      let width = rowWidth(ofParameter: weight.parameter, in: step)
      weight.element += command.step(columns: width)
      weight.element = min(max(weight.element, 0), max(count - 1, 0))
      sight.weight = weight
      return
    }
    let view = StepView(model: self, sight: sight)
    let columns = view.columns(in: view.field(in: Rect(size)))
    sight.place = min(
      max(sight.place + command.step(columns: columns), 0), max(step.rows.count - 1, 0))
  }

  /// The elements of one row of a parameter: a weight for each input of a unit.
  private func rowWidth(ofParameter index: Int, in step: ReplayedStep) -> Int {
    let parameter = step.before[index]
    guard parameter.isWeight else { return 1 }
    let widths = step.options.plan.widths
    let layer = step.before[...index].count(where: \.isWeight) - 1
    return widths.indices.contains(layer) ? widths[layer] : 1
  }

  /// Looks at the element of another parameter that moved farthest.
  private func choose(parameterBy steps: Int, in sight: inout StepSight) {
    guard let step = sight.step, !step.before.isEmpty else { return }
    let now = sight.weight?.parameter ?? 0
    let parameter = min(max(now + steps, 0), step.before.count - 1)
    if steps != 0, sight.weight == nil { return }
    guard let element = step.mostMoved(ofParameter: parameter) else { return }
    sight.weight = StepSight.Weight(parameter: parameter, element: element)
  }
}

extension StepCommand {
  /// The arrow that goes where the wheel turns.
  fileprivate init(_ wheel: MouseEvent.Wheel) {
    self =
      switch wheel {
      case .up: .up
      case .down: .down
      case .left: .left
      case .right: .right
      }
  }

  /// How far an arrow goes where so many stand beside one another.
  fileprivate func step(columns: Int) -> Int {
    switch self {
    case .left: -1
    case .right: 1
    case .up: -columns
    case .down: columns
    default: 0
    }
  }
}

/// Why a step cannot be replayed, in words.
package struct ReplayProblem: Error, Hashable, Sendable {
  package let message: String

  package init(_ error: any Error) {
    message =
      switch error {
      case ReplayError.notReached(let step, let last):
        "step \(step) is not there; the run has come to step \(last)"
      case ReplayError.beforeStart(let step, let first):
        "step \(step) was done before the run was resumed; the first that can be shown is \(first + 1)"
      case ReplayError.cancelled: "replaying was stopped"
      default: "\(error)"
      }
  }

  package init(_ message: String) { self.message = message }
}
