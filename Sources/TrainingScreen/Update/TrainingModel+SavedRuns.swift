package import Learning
import Widgets

/// Runs from files, whose curves are shown beside those of this run.
extension TrainingModel {
  /// The curves of more could not be distinguished.
  package static let greatestSavedRunCount = 4

  /// The runs whose curves are drawn beside that of this one: those from files, and the earlier ones of
  /// several from other initial weights.
  var runsBeside: [SavedRun] { savedRuns + live.earlierRuns }

  /// Shows the curves of another run, which gets a name of its own; closes the prompt that asked.
  package mutating func compare(with run: SavedRun) {
    overlay = nil
    guard savedRuns.count < Self.greatestSavedRunCount else {
      notice =
        "no more than \(Self.greatestSavedRunCount) saved runs can be shown; :uncompare removes one"
      return
    }
    var named = run
    var number = 2
    while savedRuns.contains(where: { $0.name == named.name }) {
      named.name = "\(run.name) (\(number))"
      number += 1
    }
    savedRuns.append(named)
    notice = "added the curves of \(named.name)"
  }

  /// Says in the prompt why a run could not be read.
  package mutating func failToCompare(_ reason: String) {
    guard case .prompt(var prompt) = overlay else {
      notice = reason
      return
    }
    prompt.problem = [reason]
    overlay = .prompt(prompt)
  }

  mutating func removeSavedRun() {
    notice =
      savedRuns.popLast().map { "removed \($0.name)" } ?? "there is no saved run to remove"
  }
}
