import Basics
import Glibc
import Interchange

/// A file that grows by a line for each point of the curves, or each so many minibatches, for each
/// evaluation and each alert.
///
/// ```
/// epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy,alert,layer
/// 0.5,469,1.2,0.1,0.301,,,,
/// 0.6,562,1.4,,,,,dead,layer 1
/// 1,938,2.4,,,0.182,0.947,,
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

    /// How every log of this form begins.
    var beginning: String {
      switch self {
      case .csv: "epoch,step,"
      case .jsonLines: #"{"epoch":"#
      }
    }
  }

  private let path: String
  private let form: Form
  private let descriptor: Int32
  /// How many bytes the lines take.
  private var length: Int
  /// After which minibatch the last point and the last evaluation came that were written.
  private var lastLoss = -1
  private var lastTest = -1
  /// Of how many minibatches a line has the mean loss, unless it has a point of the curve.
  private let every: Int?
  /// The losses of the next line.
  private var losses: [Float] = []

  /// Begins a log again; a run that was resumed writes first what was measured before.
  package init(
    at path: String, form: Form, every: Int? = nil
  ) throws(FileReplacement.Failure) {
    let title = form == .csv ? CSV.row(Self.columns) : ""
    try FileReplacement.write(Array(title.utf8), to: path)
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileReplacement.Failure(path: path, reason: systemMessage(errno))
    }
    self.path = path
    self.form = form
    self.every = every
    length = title.utf8.count
  }

  deinit { close(descriptor) }

  /// Writes what has been added to a record since the last time, in order of the minibatches.
  ///
  /// It must be given each point as it is measured: those that were merged since cannot be
  /// separated apart.
  package func write(_ record: TrainingRecord) throws(FileReplacement.Failure) {
    try write(newLosses(of: record), newTests(of: record))
  }

  private func write(
    _ losses: [TrainingRecord.LossPoint], _ tests: [TrainingRecord.TestPoint]
  ) throws(FileReplacement.Failure) {
    var (losses, tests) = (losses[...], tests[...])
    let lastOfTests = tests.last
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
    lastTest = lastOfTests?.moment.step ?? lastTest
    if !lines.isEmpty { try append(lines) }
  }

  /// Writes what a minibatch adds: its own loss when that is asked for, or what it completed, and the
  /// alerts.
  package func write(
    _ session: TrainingSession, alerts: [Alert]
  ) throws(FileReplacement.Failure) {
    if let every {
      losses.append(session.lastLoss)
      if losses.count >= every { try writeLosses(session) }
    }
    let record = session.record
    try write(every == nil ? newLosses(of: record) : [], newTests(of: record))
    try write(alerts, at: session.moment)
  }

  /// Writes alerts, at the moment of their step.
  package func write(
    _ alerts: [Alert], at moment: TrainingRecord.Moment
  ) throws(FileReplacement.Failure) {
    guard !alerts.isEmpty else { return }
    try append(
      alerts.map { alert in
        line(
          .init(epoch: alert.epoch, step: alert.step, seconds: moment.seconds), alert.fields)
      }.joined())
  }

  private func writeLosses(_ session: TrainingSession) throws(FileReplacement.Failure) {
    // One loss stays as it is, bit for bit; more of them are added up as a point of the curve is.
    let mean = Float(losses.reduce(0.0) { $0 + Double($1) } / Double(losses.count))
    losses.removeAll(keepingCapacity: true)
    let point = TrainingRecord.LossPoint(
      moment: session.moment, loss: mean, rate: session.lastRate)
    try append(line(of: point))
    lastLoss = session.moment.step
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
    line(point.moment, [("rate", number(point.rate)), ("trainLoss", number(point.loss))])
  }

  private func line(of point: TrainingRecord.TestPoint) -> String {
    let accuracy = point.result.accuracy.map { number($0) }
    return line(
      point.moment, [("testLoss", number(point.result.loss)), ("testAccuracy", accuracy)])
  }

  private func line(
    _ moment: TrainingRecord.Moment, _ results: [(name: String, text: String?)]
  ) -> String {
    let time: [(name: String, text: String?)] = [
      ("epoch", number(moment.epoch)), ("step", "\(moment.step)"),
      ("seconds", number(moment.seconds)),
    ]
    let fields = time + results
    return switch form {
    case .csv:
      CSV.row(
        Self.columns.map { column in
          let text = fields.first { $0.name == column }?.text ?? ""
          return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
        })
    case .jsonLines: JSON.object(fields.map { ($0.name, $0.text ?? "null") }) + "\n"
    }
  }

  private static let columns = [
    "epoch", "step", "seconds", "rate", "trainLoss", "testLoss", "testAccuracy", "alert", "layer",
  ]

  private func number(_ value: Double) -> String {
    switch form {
    case .csv: CSV.number(value)
    case .jsonLines: JSON.number(value)
    }
  }

  private func number(_ value: Float) -> String {
    switch form {
    case .csv: CSV.number(value)
    case .jsonLines: JSON.number(value)
    }
  }
}
