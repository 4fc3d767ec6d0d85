import Learning

/// Runs from files, whose curves are shown beside those of this run.
extension TrainingModel {
  /// More could not be told apart.
  package static let greatestSavedRunCount = 4

  /// Shows the curves of another run, which gets a name of its own; closes the prompt that asked.
  mutating func compare(with run: SavedRun) {
    overlay = nil
    guard savedRuns.count < Self.greatestSavedRunCount else {
      notice =
        "\(Self.greatestSavedRunCount) saved runs are all that can be told apart; A takes one away"
      return
    }
    var named = run
    var number = 2
    while savedRuns.contains(where: { $0.name == named.name }) {
      named.name = "\(run.name) (\(number))"
      number += 1
    }
    savedRuns.append(named)
    notice = "the curves of \(named.name) are shown beside those of this run"
  }

  /// Says in the prompt why a run could not be read.
  mutating func failToCompare(_ reason: String) {
    guard case .prompt(let control, var prompt) = overlay else {
      notice = reason
      return
    }
    prompt.problem = [reason]
    overlay = .prompt(control, prompt)
  }

  mutating func removeSavedRun() {
    notice =
      savedRuns.popLast().map { "\($0.name) is taken away" } ?? "there is no saved run to take away"
  }
}
