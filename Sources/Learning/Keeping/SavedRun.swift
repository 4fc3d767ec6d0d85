import Basics
import Interchange

/// The curves of a run that was kept, to be shown beside those of another.
package struct SavedRun: Hashable, Sendable {
  /// What it is called: its file's name without the ending.
  package var name: String
  package let record: TrainingRecord

  package init(name: String, record: TrainingRecord) {
    self.name = name
    self.record = record
  }

  /// Reads a log that `--log` wrote, or the record within a checkpoint; what it is tells the ending
  /// of the file's name.
  ///
  /// Throws ``RunLogError``, ``CheckpointError``, or ``FileError`` when the file cannot be
  /// opened.
  package static func read(_ path: String) throws -> SavedRun {
    let file = path.split(separator: "/").last ?? ""
    let name = String(file.prefix(upTo: file.lastIndex(of: ".") ?? file.endIndex))
    let record =
      if let form = TrainingLog.Form(ofFile: path) {
        try RunLogReader(path, form).read()
      } else {
        try record(ofCheckpoint: path)
      }
    return SavedRun(name: name.isEmpty ? path : name, record: record)
  }

  private static func record(ofCheckpoint path: String) throws -> TrainingRecord {
    guard case .run(let checkpoint) = try KeptRun.read(path) else {
      throw CheckpointError(
        path, .wrongTensor("record.losses", "is missing: this file has only weights"))
    }
    return checkpoint.progress.record
  }
}

/// A log whose lines are not those of a log.
package struct RunLogError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// Counted from 1; `nil` for what is wrong with all of it.
  package let line: Int?
  package let finding: String

  package init(path: String, line: Int?, finding: String) {
    self.path = path
    self.line = line
    self.finding = finding
  }

  package var description: String {
    let place = line.map { ", line \($0)" } ?? ""
    return "\(path)\(place): \(finding.onOneLine); give a file written by --log or --save"
  }
}

/// Reads the lines that ``TrainingLog`` writes.
struct RunLogReader {
  private static let greatestSize = 1 << 28
  /// Deeper than any line of a log.
  private static let depthLimit = 16

  private let path: String
  private let form: TrainingLog.Form

  init(_ path: String, _ form: TrainingLog.Form) {
    self.path = path
    self.form = form
  }

  /// The contents of the log, thinned out as the record of a run is.
  func read() throws -> TrainingRecord {
    var file = try InputFile(path)
    guard file.size <= Self.greatestSize else { throw error(nil, "is too large for a log") }
    var bytes = [UInt8](repeating: 0, count: file.size)
    bytes.removeLast(bytes.count - (try file.read(into: &bytes)))
    return try record(of: bytes)
  }

  func record(of bytes: [UInt8]) throws(RunLogError) -> TrainingRecord {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    var (number, columns): (Int, [String]) = (1, [])
    if form == .csv {
      columns = try heading(lines.popFirst() ?? [])
      number = 2
    }
    var record = TrainingRecord()
    while let line = lines.popFirst() {
      // A run that continues may have written half of its last line.
      let isWhole = !lines.isEmpty
      do throws(RunLogError) {
        try add(try fields(of: line, columns, number), to: &record, number)
      } catch {
        guard !isWhole else { throw error }
      }
      number += 1
    }
    guard !record.losses.isEmpty || !record.tests.isEmpty else {
      throw error(nil, "has no losses")
    }
    return record
  }

  private func error(_ line: Int?, _ finding: String) -> RunLogError {
    RunLogError(path: path, line: line, finding: finding)
  }

  /// The columns of a log in CSV.
  private func heading(_ line: ArraySlice<UInt8>) throws(RunLogError) -> [String] {
    let columns = CSV.cells(of: line)
    for needed in ["epoch", "step", "seconds"] where !columns.contains(needed) {
      throw error(1, "has no column called \(needed)")
    }
    return columns
  }

  /// The texts of a line's numbers by their names; none for an empty line.
  private func fields(
    of line: ArraySlice<UInt8>, _ columns: [String], _ number: Int
  ) throws(RunLogError) -> [String: String] {
    guard line.contains(where: { $0 > 0x20 }) else { return [:] }
    guard form == .csv else { return try members(of: line, number) }
    let words = CSV.cells(of: line)
    guard words.count == columns.count else {
      throw error(number, "has \(words.count) fields, but the first line has \(columns.count)")
    }
    let named = zip(columns, words).filter { !$0.1.isEmpty }
    return Dictionary(named) { first, _ in first }
  }

  private func members(
    of line: ArraySlice<UInt8>, _ number: Int
  ) throws(RunLogError) -> [String: String] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.read(
        SourceText(bytes: Array(line), origin: path), depthLimit: Self.depthLimit)
    } catch let found {
      throw error(
        number, "is not valid JSON: \(found.problem.expected) is missing at byte \(found.offset)")
    }
    guard case .object(let members) = value.kind else {
      throw error(number, "is not a JSON object")
    }
    var fields: [String: String] = [:]
    for member in members {
      switch member.value.kind {
      case .number(let value): fields[member.name] = "\(value)"
      case .string(let text): fields[member.name] = text
      case .null: break
      case .bool, .array, .object: throw error(number, "\(member.name) is not a number")
      }
    }
    return fields
  }

  private func add(
    _ fields: [String: String], to record: inout TrainingRecord, _ line: Int
  ) throws(RunLogError) {
    guard !fields.isEmpty else { return }
    let moment = try moment(fields, line)
    guard moment.step >= record.steps else {
      throw error(line, "goes back from minibatch \(record.steps) to \(moment.step)")
    }
    (record.steps, record.seconds) = (moment.step, moment.seconds)
    if let loss = try number(fields, "trainLoss", line) {
      let rate = try number(fields, "rate", line) ?? .nan
      record.curve.add(.init(moment: moment, loss: Float(loss), rate: Float(rate)))
    }
    if let loss = try number(fields, "testLoss", line) {
      let accuracy = try number(fields, "testAccuracy", line)
      record.add(.init(moment: moment, result: Examination(loss: Float(loss), accuracy: accuracy)))
    }
  }

  private func moment(
    _ fields: [String: String], _ line: Int
  ) throws(RunLogError) -> TrainingRecord.Moment {
    guard let epoch = try number(fields, "epoch", line), epoch.isFinite,
      let seconds = try number(fields, "seconds", line), seconds.isFinite,
      let step = try number(fields, "step", line), let whole = Int(exactly: step), whole >= 0
    else { throw error(line, "has no time: epoch, step or seconds is missing") }
    return .init(epoch: epoch, step: whole, seconds: seconds)
  }

  private func number(
    _ fields: [String: String], _ name: String, _ line: Int
  ) throws(RunLogError) -> Double? {
    guard let text = fields[name] else { return nil }
    guard let number = Double(text) else { throw error(line, "\(name) is not a number: '\(text)'") }
    return number
  }
}
