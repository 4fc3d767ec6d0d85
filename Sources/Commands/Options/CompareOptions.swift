import ArgumentParser
import Debugging
import Explorer
import Interchange
import Learners
import Learning
import TrainingScreen

/// Which saved runs the training screen shows beside its own.
struct CompareOptions: ParsableArguments {
  @Option(
    name: .customLong("compare"),
    help: ArgumentHelp(
      "Show the curves of another run beside this one's, from a log written by --log or a "
        + "checkpoint; for another --learner, from what --headless --json printed. Can be repeated.",
      valueName: "file"))
  var paths: [String] = []

  /// The paths, unless there are more than a screen can tell apart.
  private func paths(atMost most: Int) throws -> [String] {
    guard paths.count <= most else {
      throw ValidationError("--compare shows at most \(most) runs")
    }
    return paths
  }

  /// The runs in these files.
  func runs() throws -> [SavedRun] {
    try paths(atMost: TrainingModel.greatestSavedRunCount).map { path in
      switch SavedRun.result(ofReading: path) {
      case .success(let run): return run
      case .failure(let problem): throw Failure(.badInput, problem.message)
      }
    }
  }
}

extension CompareOptions {
  /// The reports of learners in these files.
  func curves() throws -> [LearnerCurve] {
    try paths(atMost: LearnerModel.greatestComparedCount).map { path in
      do {
        return try LearnerCurve.read(path)
      } catch let error as FileError {
        throw Failure(.badInput, error.message)
      } catch {
        throw Failure(.badInput, "\(error)")
      }
    }
  }
}

extension SavedRun {
  /// A run from a file, or in words why there is none.
  static func result(ofReading path: String) -> Result<SavedRun, FilePort.Problem> {
    do {
      return .success(try read(path))
    } catch let error as FileError {
      return .failure(FilePort.Problem(error.message))
    } catch {
      return .failure(FilePort.Problem("\(error)"))
    }
  }
}
