import Glibc

/// A file that grows by a line for each point of the curves and each examination.
///
/// ```
/// epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy
/// 0.5,469,1.2,0.1,0.301,,
/// 1,938,2.4,,,0.182,0.947
/// ```
package final class TrainingLog {
  /// The forms a log can have.
  package enum Form: Sendable {
    case csv, jsonLines

    /// The form that the ending of a file's name asks for.
    package init?(ofFile path: String) {
      if path.hasSuffix(".csv") {
        self = .csv
      } else if [".jsonl", ".ndjson", ".json"].contains(where: path.hasSuffix) {
        self = .jsonLines
      } else {
        return nil
      }
    }
  }

  private let path: String
  private let form: Form
  private let descriptor: Int32
  /// How many bytes the lines take.
  private var length: Int
  /// After which minibatch the last point and the last examination came that were written.
  private var lastLoss = -1
  private var lastTest = -1

  /// Begins a log anew; a run that was resumed writes first what was measured before.
  package init(at path: String, form: Form) throws(FileReplacement.Failure) {
    let title = form == .csv ? "epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy\n" : ""
    try FileReplacement.write(Array(title.utf8), to: path)
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileReplacement.Failure(path: path, reason: systemMessage(errno))
    }
    self.path = path
    self.form = form
    length = title.utf8.count
  }

  deinit { close(descriptor) }

  /// Writes what has been added to a record since the last time, in order of the minibatches.
  ///
  /// It must be told of each point as it is measured: those that were merged since cannot be told
  /// apart.
  package func write(_ record: TrainingRecord) throws(FileReplacement.Failure) {
    var (losses, tests) = (newLosses(of: record)[...], newTests(of: record)[...])
    var lines = ""
    while let loss = losses.first {
      while let test = tests.first, test.moment.step < loss.moment.step {
        lines += line(of: test)
        tests.removeFirst()
      }
      lines += line(of: loss)
      lastLoss = loss.moment.step
      losses.removeFirst()
    }
    for test in tests { lines += line(of: test) }
    lastTest = record.tests.last?.moment.step ?? lastTest
    if !lines.isEmpty { try append(lines) }
  }

  private func newLosses(of record: TrainingRecord) -> [TrainingRecord.LossPoint] {
    guard lastLoss >= 0 else { return record.losses }
    guard let latest = record.curve.latest, latest.moment.step > lastLoss else { return [] }
    return [latest]
  }

  private func newTests(of record: TrainingRecord) -> [TrainingRecord.TestPoint] {
    record.tests.reversed().prefix { $0.moment.step > lastTest }.reversed()
  }

  /// Adds lines; when there is no room for all of them, none stays, and so no half one.
  private func append(_ lines: String) throws(FileReplacement.Failure) {
    do throws(FileReplacement.Failure) {
      try writeAll(Array(lines.utf8), to: descriptor, of: path)
    } catch {
      ftruncate(descriptor, off_t(length))
      throw error
    }
    length += lines.utf8.count
  }

  private func line(of point: TrainingRecord.LossPoint) -> String {
    let (rate, loss) = (number(point.rate), number(point.loss))
    return switch form {
    case .csv: "\(start(point.moment)),\(rate),\(loss),,\n"
    case .jsonLines: "{\(start(point.moment)),\"rate\":\(rate),\"trainLoss\":\(loss)}\n"
    }
  }

  private func line(of point: TrainingRecord.TestPoint) -> String {
    let loss = number(point.result.loss)
    let accuracy = point.result.accuracy.map { number($0) }
    return switch form {
    case .csv: "\(start(point.moment)),,,\(loss),\(accuracy ?? "")\n"
    case .jsonLines:
      "{\(start(point.moment)),\"testLoss\":\(loss),\"testAccuracy\":\(accuracy ?? "null")}\n"
    }
  }

  private func start(_ moment: TrainingRecord.Moment) -> String {
    let (epoch, seconds) = (number(moment.epoch), number(moment.seconds))
    return switch form {
    case .csv: "\(epoch),\(moment.step),\(seconds)"
    case .jsonLines: "\"epoch\":\(epoch),\"step\":\(moment.step),\"seconds\":\(seconds)"
    }
  }

  /// Every digit; what is no number is a string in JSON.
  private func number<Value: BinaryFloatingPoint & CustomStringConvertible>(
    _ value: Value
  ) -> String {
    if value.isFinite {
      return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    let word = value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    return form == .csv ? word : "\"\(word)\""
  }
}
