import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct TrainingLogTests {
  private static var record: TrainingRecord {
    var record = TrainingRecord()
    record.tests = [
      .init(
        moment: .init(epoch: 0, step: 0, seconds: 0), result: Examination(loss: 2.5, accuracy: 0.1)),
      .init(
        moment: .init(epoch: 1, step: 8, seconds: 1.5),
        result: Examination(loss: .infinity, accuracy: nil)),
    ]
    record.losses = [
      .init(moment: .init(epoch: 0.5, step: 4, seconds: 0.75), loss: 1.25, rate: 0.5),
      .init(moment: .init(epoch: 1, step: 8, seconds: 1.5), loss: 0.5, rate: 0.25),
    ]
    return record
  }

  private static func written(_ name: String, _ form: TrainingLog.Form) throws -> String {
    let folder = try TemporaryFolder()
    let log = try TrainingLog(at: folder.path + "/" + name, form: form)
    var part = record
    part.losses.removeLast()
    part.tests.removeLast()
    try log.write(part)
    try log.write(record)
    try log.write(record)
    return try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  @Test func `a log in CSV has a line for each point, in order`() throws {
    #expect(
      try Self.written("run.csv", .csv) == """
        epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy,alert,layer
        0,0,0,,,2.5,0.1,,
        0.5,4,0.75,0.5,1.25,,,,
        1,8,1.5,0.25,0.5,,,,
        1,8,1.5,,,Infinity,,,

        """)
  }

  @Test func `a log in JSON lines is an object for each point`() throws {
    let text = try Self.written("run.jsonl", .jsonLines)
    #expect(
      text == """
        {"epoch":0,"step":0,"seconds":0,"testLoss":2.5,"testAccuracy":0.1}
        {"epoch":0.5,"step":4,"seconds":0.75,"rate":0.5,"trainLoss":1.25}
        {"epoch":1,"step":8,"seconds":1.5,"rate":0.25,"trainLoss":0.5}
        {"epoch":1,"step":8,"seconds":1.5,"testLoss":"Infinity","testAccuracy":null}

        """)
    for line in text.split(separator: "\n") {
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
  }

  private static let alert = Alert(
    rule: .dead, level: .alarm, step: 4, epoch: 0.5, layer: "layer 1", value: 1, threshold: 0.5,
    words: "dead, all of them")

  @Test(arguments: [TrainingLog.Form.csv, .jsonLines])
  func `alerts are lines of the log, which is read all the same`(_ form: TrainingLog.Form) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + (form == .csv ? "/run.csv" : "/run.jsonl")
    let log = try TrainingLog(at: path, form: form)
    try log.write(Self.record)
    try log.write([Self.alert], at: .init(epoch: 1, step: 8, seconds: 1.5))
    let last = try #require(
      String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").last)
    #expect(
      String(last)
        == (form == .csv
          ? "0.5,4,1.5,,,,,dead,layer 1"
          : #"{"epoch":0.5,"step":4,"seconds":1.5,"alert":"dead","level":"alarm","layer":"layer 1","#
            + #""value":1,"threshold":0.5,"words":"dead, all of them"}"#))
  }

  @Test(arguments: [1, 3])
  func `a log may have a line for each so many minibatches`(_ every: Int) throws {
    let data = ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 600, test: 10))
    let folder = try TemporaryFolder()
    var session = try TrainingSession(
      try Trainer(TrainingOptions().fitting(data), examples: data), epochs: 1, now: { 0 })
    var keeper = try RunKeeper(
      KeepingPlan(logPath: folder.path + "/run.jsonl", logEvery: every), session)
    var losses: [Float] = []
    while !session.isFinished {
      try session.step()
      losses.append(session.lastLoss)
      try keeper.note(session)
    }
    let record = try SavedRun.read(folder.path + "/run.jsonl").record
    #expect(record.losses.map(\.moment.step) == Array(stride(from: every, through: 9, by: every)))
    if every == 1 { #expect(record.losses.map(\.loss) == losses) }
    #expect(record.tests.count == 2)
  }

  @Test func `a log that cannot be begun leaves nothing, and one that is there as it was`() throws {
    let folder = try TemporaryFolder()
    for path in ["/absent/run.csv", folder.path, folder.makePipe("pipe")] {
      #expect(throws: FileReplacement.Failure.self) { try TrainingLog(at: path, form: .csv) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pipe"])
  }
}
