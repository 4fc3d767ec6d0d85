import Learning
import Presentation
import TextCanvas

/// The prompts for what can be set while a run goes on.
extension TrainingModel {
  mutating func ask(for control: TrainingControl) {
    overlay = .prompt(control, Prompt(.input(control.name), text: present(control)))
  }

  private func present(_ control: TrainingControl) -> String {
    switch control {
    case .rate: "\(snapshot.rate)"
    case .batch: "\(snapshot.options.batch)"
    case .momentum: "\(snapshot.options.momentum)"
    case .seed: "\(snapshot.options.seed &+ 1)"
    case .file:
      if case .done(let path, _)? = snapshot.saving { path } else { "run.safetensors" }
    case .savedRun: ""
    }
  }

  mutating func press(_ key: Key, in prompt: Prompt, _ control: TrainingControl) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"):
      overlay = nil
    case .control("l"): return [.redrawAll]
    case .enter:
      guard let effect = effect(of: control, prompt.text) else {
        prompt.problem = [expectation(of: control)]
        overlay = .prompt(control, prompt)
        return []
      }
      // Whether a run can be read is not known before it is tried.
      if control != .savedRun { overlay = nil }
      if control == .file { awaitsSaving = true }
      return [effect]
    default:
      if prompt.handle(key) { prompt.problem = [] }
      overlay = .prompt(control, prompt)
    }
    return []
  }

  /// What is to be done with a text; `nil` when it is not a value that can be.
  private func effect(of control: TrainingControl, _ text: String) -> Effect? {
    let text = String(text.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace))
    if control == .savedRun { return text.isEmpty ? nil : .compare(path: text) }
    return command(setting: control, to: text).map { .train($0) }
  }

  /// What the run is told.
  private func command(setting control: TrainingControl, to text: String) -> TrainingRun.Command? {
    switch control {
    case .rate:
      return Float(text).flatMap { $0.isFinite && $0 > 0 ? .setRate($0) : nil }
    case .batch:
      return Int(text).flatMap { 1...10_000 ~= $0 ? .setBatch($0) : nil }
    case .momentum:
      return Float(text).flatMap { 0..<1 ~= $0 ? .setMomentum($0) : nil }
    case .seed: return UInt64(text).map { .restart(seed: $0) }
    case .file: return text.isEmpty ? nil : .save(text)
    case .savedRun: return nil
    }
  }

  private func expectation(of control: TrainingControl) -> String {
    switch control {
    case .rate: "the learning rate must be a number above 0, such as 0.05"
    case .batch: "the batch size must be a whole number from 1 to 10000"
    case .momentum: "the momentum must be a number from 0 up to, but not, 1"
    case .seed: "the seed must be a whole number from 0 on"
    case .file: "type the name of a file, such as run.safetensors"
    case .savedRun: "type the name of a file that --log or --save wrote, such as run.csv"
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
