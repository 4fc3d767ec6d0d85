import Interchange

/// Why a run could not continue.
package struct TrainingFailure: Hashable, Sendable {
  /// What kind of failure it is.
  package enum Cause: Hashable, Sendable {
    /// The data could not be read or are not what they should be.
    case data
    /// The loss is no longer a number.
    case nonFiniteLoss
    case other
  }

  package let cause: Cause
  /// What is wrong and what to do, in one sentence.
  package let message: String

  package init(_ error: any Error) {
    message = "\(error)"
    cause =
      switch error {
      case is DatasetError, is FileError, is TrainingSetupError, is CheckpointError,
        is FileReplacement.Failure:
        .data
      case is TrainingStopped: .nonFiniteLoss
      default: .other
      }
  }
}
