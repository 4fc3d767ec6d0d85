import Learning
import Presentation
import TextCanvas
import Widgets

/// The prompts for what can be set while a run continues.
extension TrainingModel {
  mutating func ask(for control: TrainingControl, text: String? = nil) {
    overlay = .prompt(Prompt(control, text: text ?? present(control)))
  }

  private func present(_ control: TrainingControl) -> String {
    switch control {
    case .rate: "\(snapshot.rate)"
    case .batch: "\(snapshot.options.batch)"
    case .momentum: "\(snapshot.options.momentum)"
    case .seed: "\(snapshot.options.seed &+ 1)"
    case .file:
      if case .done(let path, _)? = snapshot.saving { path } else { "run.safetensors" }
    case .savedRun, .line: ""
    }
  }

  mutating func pressInPrompt(_ key: Key) -> [TrainingEffect] {
    guard case .prompt(var prompt) = overlay else { return [] }
    let control = prompt.purpose
    switch key {
    case .escape, .control("c"):
      overlay = nil
    case .control("l"): return [.screen(.redrawAll)]
    case .enter where control == .line: return accept(line: prompt)
    case .up where control == .line, .down where control == .line, .tab where control == .line:
      pressInLine(key, prompt)
    case .enter:
      guard let effect = effect(of: control, prompt.text) else {
        prompt.problem = [expectation(of: control)]
        overlay = .prompt(prompt)
        return []
      }
      // Whether a run can be read is not known before it is tried.
      if control != .savedRun { overlay = nil }
      if control == .file { awaitsSaving = true }
      if control == .seed { goToNow() }
      return [effect]
    default:
      // Out of the model first, so that a long text is changed where it is instead of copied.
      overlay = nil
      if prompt.handle(key) { prompt.problem = [] }
      overlay = .prompt(prompt)
    }
    return []
  }

  /// What is to be done with a text; `nil` when it is not a value that can be.
  func effect(of control: TrainingControl, _ text: String) -> TrainingEffect? {
    let text = String(text.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace))
    if control == .savedRun { return text.isEmpty ? nil : .compare(path: text) }
    return command(setting: control, to: text).map { .train($0) }
  }

  /// The command for the run.
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
    case .savedRun, .line: return nil
    }
  }

  func expectation(of control: TrainingControl) -> String {
    switch control {
    case .rate: "the learning rate must be a positive number, such as 0.05"
    case .batch: "the batch size must be a whole number from 1 to 10000"
    case .momentum: "the momentum must be at least 0 and less than 1"
    case .seed: "the seed must be 0 or a positive whole number"
    case .file: "type the name of a file, such as run.safetensors"
    case .savedRun: "type the name of a file written by --log or --save, such as run.csv"
    case .line: "type a command, such as break loss > 2"
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
