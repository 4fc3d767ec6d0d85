import Foundation
import Interchange
import TestSupport
import Testing

@testable import Learning

/// Runs that are read again from their logs and checkpoints.
@Suite struct SavedRunTests {
  private static let csv = """
    epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy
    0,0,0,,,2.5,0.1
    0.5,4,0.75,0.5,1.25,,
    1,8,1.5,0.25,0.5,,
    1,8,1.5,,,Infinity,

    """

  /// Reads a file that holds a text.
  private static func run(_ text: String, as name: String) throws -> SavedRun {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), as: name)
    return try withExtendedLifetime(folder) { try SavedRun.read(path) }
  }

  private static func complaint(about text: String, as name: String) throws -> String {
    do {
      _ = try run(text, as: name)
      return "none"
    } catch {
      // Without the folder, whose name is another one each time.
      let words = "\(error)"
      return words.range(of: name).map { String(words[$0.lowerBound...]) } ?? words
    }
  }

  @Test(arguments: [("run.csv", TrainingLog.Form.csv), ("run.jsonl", .jsonLines)])
  func `what a log was written of is read from it`(_ name: String, _ form: TrainingLog.Form) throws
  {
    let folder = try TemporaryFolder()
    let data = ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 200, test: 40))
    let options = TrainingOptions(plan: NetworkPlan(widths: [784, 4, 10]), batch: 20)
    var session = try TrainingSession.begin(
      options.fitting(data), examples: data, epochs: 3, from: nil, now: { 0.5 })
    let log = try TrainingLog(at: folder.path + "/" + name, form: form)
    while !session.isFinished {
      try session.step()
      try log.write(session.record)
    }
    let run = try SavedRun.read(folder.path + "/" + name)
    #expect(run.name == "run")
    #expect(run.record.losses == session.record.losses)
    #expect(run.record.tests.map(\.moment) == session.record.tests.map(\.moment))
    #expect(
      run.record.tests.map { [Double($0.result.loss), $0.result.accuracy ?? -1] }
        == session.record.tests.map { [Double($0.result.loss), $0.result.accuracy ?? -1] })
    try Checkpoint(session).write(to: folder.path + "/kept.safetensors")
    let kept = try SavedRun.read(folder.path + "/kept.safetensors")
    #expect(kept.name == "kept")
    #expect(kept.record.losses == session.record.losses)
  }

  @Test func `a number that is none is read as it was written`() throws {
    let run = try Self.run(Self.csv, as: "a.run.csv")
    #expect(run.name == "a.run")
    #expect(run.record.tests.last?.result == Examination(loss: .infinity, accuracy: nil))
    #expect(run.record.losses.map(\.loss) == [1.25, 0.5])
  }

  @Test func `half a last line is what a run that goes on has written so far`() throws {
    let run = try Self.run(Self.csv + "1.5,12,2,0.1", as: "run.csv")
    #expect(run.record.losses.count == 2)
  }

  @Test func `a log that is wrong is told with the line`() throws {
    let advice = "; give a file written by --log or --save"
    let head = "epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy\n"
    for (text, words) in [
      (head + "0.5,4,0.75,0.5,high,,\n", ", line 2: trainLoss is not a number: 'high'"),
      (head + "1,8,2,1,1,,\n0.5,4,1,1,1,,\n", ", line 3: goes back from minibatch 8 to 4"),
      (head + "1,8\n", ", line 2: has 2 fields, but the first line has 7"),
      (
        head + "1,,3,1,1,,\n", ", line 2: has no time: epoch, step or seconds is missing"
      ),
      ("time,loss\n1,2\n", ", line 1: has no column called epoch"),
      ("", ", line 1: has no column called epoch"), (head, ": has no losses"),
    ] {
      #expect(try Self.complaint(about: text, as: "run.csv") == "run.csv" + words + advice)
    }
    for (text, words) in [
      (
        "{\"epoch\":1,\"step\":8\n", ", line 1: is not valid JSON: ',' or '}' is missing at byte 19"
      ),
      ("[1]\n", ", line 1: is not a JSON object"),
      (
        "{\"epoch\":1,\"step\":8,\"seconds\":1,\"trainLoss\":true}\n",
        ", line 1: trainLoss is not a number"
      ),
      (
        "{\"epoch\":1,\"trainLoss\":0.5}\n",
        ", line 1: has no time: epoch, step or seconds is missing"
      ),
    ] {
      #expect(try Self.complaint(about: text, as: "run.jsonl") == "run.jsonl" + words + advice)
    }
  }

  @Test func `other files are refused`() throws {
    #expect(try Self.complaint(about: "{}", as: "run.txt").contains("not a safetensors file"))
    let missing = #expect(throws: FileError.self) { try SavedRun.read("/absent/run.csv") }
    #expect(missing?.message.contains("cannot be opened") == true)
  }
}
