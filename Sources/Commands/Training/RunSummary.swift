import Formula
import Learning
import Presentation
import Syntax
import TextCanvas

/// What came of a run, in a few lines for the terminal it leaves behind.
struct RunSummary {
  private let snapshot: TrainingSnapshot

  /// The summary of a run; `nil` when not one minibatch was done.
  init?(_ snapshot: TrainingSnapshot) {
    guard snapshot.record.steps > 0 else { return nil }
    self.snapshot = snapshot
  }

  /// ```
  /// finished after 10 epochs, 9370 minibatches: 784-72-10 tanh on drawn digits, seed 1
  /// train loss 0.01312  test loss 0.08721  test accuracy 97.54 %  512 k samples/s
  /// saved to run.safetensors
  /// ```
  var text: String { [course, figures, keeping].map { $0 + "\n" }.joined() }

  private var course: String {
    let isFinished = snapshot.state == .finished
    let part = isFinished ? 0 : Double(snapshot.step) / Double(max(snapshot.stepsPerEpoch, 1))
    let epochs = Double(snapshot.epoch) + part
    let plan = snapshot.options.plan
    return
      "\(isFinished ? "finished" : "stopped") after \(NumberText.short(epochs, digits: 3)) of \(snapshot.epochs) epochs, "
      + "\(snapshot.record.steps) minibatches: \(plan.notation) \(plan.activation.rawValue) "
      + "on \(snapshot.dataName), seed \(snapshot.options.seed)"
  }

  private var figures: String {
    let record = snapshot.record
    var parts: [String] = []
    if let loss = record.losses.last?.loss {
      parts.append("train loss \(NumberText.short(Double(loss)))")
    }
    // The evaluation of the untrained network says nothing of the run.
    if let test = record.tests.dropFirst().last?.result {
      parts.append("test loss \(NumberText.short(Double(test.loss)))")
      if let accuracy = test.accuracy {
        parts.append("test accuracy \(NumberText.short(accuracy * 100, digits: 4)) %")
      }
    }
    if record.samplesPerSecond > 0 {
      parts.append(NumberText.perSecond(record.samplesPerSecond, "samples"))
    }
    return parts.joined(separator: "  ")
  }

  private var keeping: String {
    switch snapshot.saving {
    case .done(let path, let step)?:
      let since = snapshot.record.steps - step
      return "saved to \(path)"
        + (since > 0 ? ", except for the last \(since.counted("minibatch"))" : "")
    case .failed(let reason)?: return "not saved: \(reason)"
    case nil: return "not saved"
    }
  }
}
