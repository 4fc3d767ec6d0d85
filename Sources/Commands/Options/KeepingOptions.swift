import ArgumentParser
import Learning

/// What `train` leaves behind and goes on from.
struct KeepingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the run to this safetensors file after each epoch: the weights by PyTorch's layer names, "
        + "and all that it takes to go on bit for bit.", valueName: "file"))
  var save: String?

  @Option(help: ArgumentHelp("Write it after so many minibatches.", valueName: "minibatches"))
  var saveEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Go on from a file that --save wrote, with the options it was begun with; or begin with the "
        + "weights of another program's safetensors file.", valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Write the points of the curves to a file, as CSV (.csv) or JSON lines (.jsonl).",
      valueName: "file"))
  var log: String?

  func validate() throws {
    if let saveEvery {
      guard saveEvery >= 1 else {
        throw ValidationError("--save-every must be at least 1, not \(saveEvery)")
      }
      guard save != nil else { throw ValidationError("--save-every needs --save with a file") }
    }
    if let log, TrainingLog.Form(ofFile: log) == nil {
      throw ValidationError("--log takes a file that ends in .csv or .jsonl, not \(log)")
    }
  }

  var plan: KeepingPlan { KeepingPlan(path: save, every: saveEvery, logPath: log) }

  /// What to go on from.
  func kept() throws -> KeptRun? {
    do {
      return try resume.map { try KeptRun.read($0) }
    } catch let error as CheckpointError {
      throw Failure(.badInput, "\(error)")
    } catch let error as DatasetError {
      throw Failure(.badInput, error.message)
    }
  }
}
