import Inquiry
import Learning
import TrainingScreen

/// A step that was computed again.
package struct StepAnswer: Sendable {
  let number: Int
  let step: Result<ReplayedStep, ReplayProblem>
  /// What the run learns from.
  var examples: ExampleSplit?
}
