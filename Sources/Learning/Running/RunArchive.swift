import Synchronization

/// Runs that were trained once, to be looked up after that by whoever asks for the same.
package final class RunArchive: Sendable {
  private struct Contents {
    var runs: [DrawnRun: TrainedRun] = [:]
    var data: [DrawnExamples: ExampleSplit] = [:]
    var seconds = 0.0
  }

  private let contents = Mutex(Contents())

  /// More runs are trained again when they are wanted again.
  private static let mostRuns = 256
  /// The same for examples, which are larger.
  private static let mostExamples = 4

  package init() {}

  /// The run from its start to its end. Throws where its layers do not fit its examples.
  package func trained(_ run: DrawnRun) throws -> TrainedRun {
    try contents.withLock { contents in
      if let known = contents.runs[run] { return known }
      let start = monotonicSeconds()
      let known = contents.data[run.examples]
      let data = try known.map { try run.checked($0) } ?? run.split()
      let trained = try TrainedRun(run, on: data)
      if contents.runs.count >= Self.mostRuns { contents.runs = [:] }
      if contents.data.count >= Self.mostExamples { contents.data = [:] }
      (contents.runs[run], contents.data[run.examples]) = (trained, data)
      contents.seconds += monotonicSeconds() - start
      return trained
    }
  }

  /// How many runs there are, and how long it took to train them.
  package var report: (runs: Int, seconds: Double) {
    contents.withLock { ($0.runs.count, $0.seconds) }
  }
}
