import ArgumentParser
import Explorer
import Learning

/// Which saved runs the training screen shows beside its own.
struct CompareOptions: ParsableArguments {
  @Option(
    name: .customLong("compare"),
    help: ArgumentHelp(
      "Show the curves of another run beside this one's: a log that --log wrote, or a checkpoint. May "
        + "be given several times.", valueName: "file"))
  var paths: [String] = []

  func validate() throws {
    guard paths.count <= TrainingModel.greatestSavedRunCount else {
      throw ValidationError(
        "--compare shows \(TrainingModel.greatestSavedRunCount) runs at most: more could not be told "
          + "apart")
    }
  }

  /// The runs in these files.
  func runs() throws -> [SavedRun] {
    try paths.map { path in
      switch SavedRun.result(ofReading: path) {
      case .success(let run): return run
      case .failure(let problem): throw Failure(.badInput, problem.message)
      }
    }
  }
}

extension SavedRun {
  /// A run from a file, or in words why there is none.
  static func result(ofReading path: String) -> Result<SavedRun, FilePort.Problem> {
    do {
      return .success(try read(path))
    } catch let error as DatasetError {
      return .failure(FilePort.Problem(error.message))
    } catch {
      return .failure(FilePort.Problem("\(error)"))
    }
  }
}
