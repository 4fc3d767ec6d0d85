import Learning
import TextCanvas
import Widgets

/// The command line of the training screen.
extension TrainingModel {
  /// Does what was typed, or says in the prompt why that cannot be done.
  mutating func accept(line prompt: Prompt<TrainingControl>) -> [TrainingEffect] {
    let line = prompt.text.trimmed
    guard !line.isEmpty else {
      overlay = nil
      return []
    }
    if history.last != line { history.append(line) }
    let name = String(line.prefix { $0 != " " })
    guard let command = TrainingLine.named(name) else {
      return refuse(prompt, "no command is called '\(name)'; help lists them")
    }
    guard let order = command.parse(String(line.dropFirst(name.count)).trimmed) else {
      return refuse(prompt, "type \(command.usage): \(command.help)")
    }
    overlay = nil
    return perform(order, prompt)
  }

  private mutating func refuse(
    _ prompt: Prompt<TrainingControl>, _ problem: String
  ) -> [TrainingEffect] {
    var prompt = prompt
    (prompt.problem, prompt.candidates) = ([problem], [])
    overlay = .prompt(prompt)
    return []
  }

  private mutating func perform(
    _ order: TrainingLine.Order, _ prompt: Prompt<TrainingControl>
  ) -> [TrainingEffect] {
    switch order {
    case .set(let control, let text):
      if control == .file, text.isEmpty {
        ask(for: .file)
        return []
      }
      guard let effect = effect(of: control, text) else {
        return refuse(prompt, expectation(of: control))
      }
      if control == .file { awaitsSaving = true }
      if control == .seed { goToNow() }
      return [effect]
    case .pace(let stepsPerSecond):
      pace.set(stepsPerSecond)
      return applyPace()
    case .goTo(let step):
      guard let step else {
        goToNow()
        return []
      }
      return go(toStep: step)
    case .openStep(let step): return openStep(step)
    case .openImage(let index): return [.open(.test(index))]
    case .removeSavedRun: removeSavedRun()
    case .breakOn(let condition): return setBreak(condition, prompt)
    case .deleteBreaks(let numbers): return deleteBreaks(numbers)
    case .info: notice = breakWords
    case .lesson(let line):
      guard lesson != nil else {
        return refuse(prompt, "no lesson is open here; retrograde lesson lists them")
      }
      return [.lesson(line)]
    case .help: overlay = .lines(TrainingLine.all.map { "\($0.usage): \($0.help)" })
    case .quit: return quit()
    }
    return []
  }

  /// A key of the line that other prompts do not have.
  mutating func pressInLine(_ key: Key, _ prompt: Prompt<TrainingControl>) {
    var prompt = prompt
    prompt.problem = []
    switch key {
    case .up, .down:
      let place = (prompt.recalled ?? history.count) + (key == .up ? -1 : 1)
      guard (0...history.count).contains(place) else { return }
      prompt.recalled = place
      prompt.replace(with: place < history.count ? history[place] : "")
    default:
      let completion = TrainingLine.completion(of: prompt.textBeforeCursor)
      prompt.replaceBeforeCursor(with: completion.text)
      prompt.candidates = completion.candidates
    }
    overlay = .prompt(prompt)
  }
}

/// What stops the run.
extension TrainingModel {
  mutating func setBreak(
    _ condition: String, _ prompt: Prompt<TrainingControl>
  ) -> [TrainingEffect] {
    do {
      _ = try TrainingBreak(condition, plan: live.options.plan)
    } catch {
      return refuse(prompt, error.message)
    }
    breaks.append(condition)
    notice = "the run stops before an update with \(condition)"
    return [.train(.setBreaks(breaks))]
  }

  mutating func deleteBreaks(_ numbers: [Int]) -> [TrainingEffect] {
    let places = numbers.isEmpty ? Array(breaks.indices) : numbers.map { $0 - 1 }
    breaks = breaks.indices.filter { !places.contains($0) }.map { breaks[$0] }
    notice = breakWords
    return [.train(.setBreaks(breaks))]
  }

  var breakWords: String {
    guard !breaks.isEmpty else { return "nothing stops the run; b sets a condition" }
    return breaks.enumerated().map { "\($0.offset + 1): \($0.element)" }.joined(separator: "   ")
  }
}

extension String {
  /// Without the blanks around it.
  fileprivate var trimmed: String {
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop(while: \.isWhitespace))
  }
}
