import ArgumentParser
import Interchange
import Learning

/// What `train` leaves behind and continues from.
struct KeepingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Save the run to this safetensors file after each epoch: the weights under PyTorch's layer "
        + "names, and everything needed to resume bit for bit.",
      valueName: "file"))
  var save: String?

  @Option(help: ArgumentHelp("Save it after this many minibatches too.", valueName: "minibatches"))
  var saveEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Resume from a file written by --save, with the options it was started with, or start from "
        + "the weights in another program's safetensors file.",
      valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Write the points of the curves to a file, as CSV (.csv) or JSON Lines (.jsonl).",
      valueName: "file"))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "With --log: write the mean loss of each so many minibatches, 1 for each minibatch's own, "
        + "instead of a hundred points per epoch.", valueName: "minibatches"))
  var logEvery: Int?

  @Option(
    help: ArgumentHelp(
      "The memory in which steps are kept so that any of them can be opened quickly; 0 replays "
        + "from the start (default: 64).", valueName: "megabytes"))
  var history: Int?

  func validate() throws {
    if let logEvery {
      guard logEvery >= 1 else {
        throw ValidationError("--log-every must be at least 1, not \(logEvery)")
      }
      guard log != nil else { throw ValidationError("--log-every needs --log FILE") }
    }
    if let history, !(0...1_000_000 ~= history) {
      throw ValidationError("--history must be from 0 to 1000000 megabytes, not \(history)")
    }
    if let saveEvery {
      guard saveEvery >= 1 else {
        throw ValidationError("--save-every must be at least 1, not \(saveEvery)")
      }
      guard save != nil else { throw ValidationError("--save-every needs --save FILE") }
    }
    if let log, TrainingLog.Form(ofFile: log) == nil {
      throw ValidationError("--log needs a file name that ends in .csv or .jsonl, not \(log)")
    }
  }

  var plan: KeepingPlan {
    KeepingPlan(path: save, every: saveEvery, logPath: log, logEvery: logEvery)
  }

  var historyMegabytes: Int { history ?? RunHistory.usualMegabytes }

  /// What to continue from.
  func kept() throws -> KeptRun? {
    do {
      return try resume.map { try KeptRun.read($0) }
    } catch let error as CheckpointError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, error.message)
    }
  }
}
