import Foundation
import Learning
import TestSupport
import Testing

@testable import Commands

@Suite struct StepCommandTests {
  /// A small folder of drawn digits.
  private static func folder() throws -> TemporaryFolder {
    let data = try EmbeddedDigits(seed: 1).split(training: 640, test: 50)
    let folder = try TemporaryFolder()
    try folder.write(data.training, named: "train")
    try folder.write(data.test, named: "t10k")
    return folder
  }

  private static func object(_ text: some StringProtocol) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a step in JSON has the fields that programs read`() throws {
    let folder = try Self.folder()
    let run = CommandRun(
      ["step", "14", "--data", folder.path, "--format", "json", "--rows", "3"])
    #expect(run.code == 0 && run.errors.isEmpty)
    let step = try Self.object(run.output)
    #expect(step["version"] as? Int == 1 && step["step"] as? Int == 14)
    #expect(step["epoch"] as? Double == 1.4)
    let rows = try #require(step["rows"] as? [[String: Any]])
    #expect(rows.count == 3)
    let losses = rows.compactMap { $0["loss"] as? Double }
    #expect(losses == losses.sorted(by: >))
    #expect(
      Set(rows[0].keys) == [
        "row", "example", "label", "predicted", "loss", "share", "gradientNorm",
      ])
    let parameters = try #require(step["parameters"] as? [[String: Any]])
    #expect(parameters.compactMap { $0["name"] as? String } == ["W1", "b1", "W2", "b2"])
    #expect(Set(parameters[0].keys) == ["name", "norm", "gradientNorm", "updateNorm"])
    #expect(step["alerts"] as? [String] == [])
  }

  @Test func `the loss of a step has the digits of the log`() throws {
    let folder = try Self.folder()
    let log = folder.path + "/run.jsonl"
    let options = ["--data", folder.path, "--epochs", "2"]
    let run = CommandRun(["train", "--headless", "--log", log, "--log-every", "1"] + options)
    #expect(run.code == 0)
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains("trainLoss") }
    #expect(lines.count == 20)
    for number in [1, 9, 10, 11, 20] {
      let step = CommandRun(["step", "\(number)", "--format", "json"] + options)
      for name in ["loss", "rate", "epoch"] {
        let logged = Self.digits(of: name == "loss" ? "trainLoss" : name, in: lines[number - 1])
        #expect(logged == Self.digits(of: name, in: step.output))
      }
    }
  }

  /// The digits after a name, the first of that name.
  private static func digits(of name: String, in text: some StringProtocol) -> String? {
    guard let place = text.firstRange(of: "\"\(name)\":") else { return nil }
    return String(text[place.upperBound...].prefix { $0 != "," && $0 != "}" })
  }

  @Test func `step 0 is the state before any update`() throws {
    let folder = try Self.folder()
    let run = CommandRun(["step", "0", "--data", folder.path, "--format", "json"])
    let step = try Self.object(run.output)
    #expect(step["loss"] is NSNull && (step["rows"] as? [Any])?.isEmpty == true)
    let table = CommandRun(["step", "0", "--data", folder.path])
    #expect(table.output.hasPrefix("step 0  epoch 0  rate 0.1  before any update\n"))
  }

  @Test func `a table lists the rows by their loss`() throws {
    let folder = try Self.folder()
    let run = CommandRun(["step", "3", "--data", folder.path, "--rows", "2"])
    #expect(run.code == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("step 3  epoch 0.3  rate 0.1  loss "))
    #expect(lines[2].split(separator: " ").prefix(3) == ["row", "example", "label"])
    #expect(lines[5] == "and 62 other rows with a smaller loss")
  }

  @Test func `the trace of a row is that of its own graph`() throws {
    let folder = try Self.folder()
    let words = ["step", "3", "--data", folder.path]
    let step = try Self.object(
      CommandRun(words + ["--format", "json", "--rows", "64"]).output)
    let rows = try #require(step["rows"] as? [[String: Any]])
    let row = try #require(rows.first { $0["row"] as? Int == 5 })
    let run = CommandRun(words + ["--row", "5", "--trace", "--format", "json"])
    #expect(run.code == 0)
    let nodes = try #require(Self.object(run.output)["nodes"] as? [[String: Any]])
    func number(_ name: String) -> Double? {
      nodes.first { $0["name"] as? String == name }?["value"] as? Double
    }
    let loss = try #require(row["loss"] as? Double)
    #expect(abs(try #require(number("loss")) - loss) < 1e-5 * loss)
    #expect(number("y") == (row["label"] as? Int).map(Double.init))
    let table = CommandRun(words + ["--row", "5", "--trace"])
    #expect(table.code == 0 && table.output.contains("a1 = tanh(z1)"))
    let zeros = "b2=[" + Array(repeating: "0", count: 10).joined(separator: ", ") + "]"
    let other = CommandRun(
      words + ["--row", "5", "--trace", "--format", "json", "--at", zeros])
    #expect(other.code == 0 && other.output != run.output)
    #expect(CommandRun(words + ["--row", "64", "--trace"]).code == 2)
    #expect(CommandRun(words + ["--row", "5"]).code == 64)
    #expect(CommandRun(words + ["--row", "5", "--trace", "--at", "b9=1"]).code == 2)
  }

  @Test func `a step past the end of the run is refused`() throws {
    let folder = try Self.folder()
    let run = CommandRun(["step", "21", "--data", folder.path, "--epochs", "2"])
    #expect(run.code == 2)
    #expect(run.errors == "retrograde: there is no step 21: the last one is step 20\n")
    #expect(CommandRun(["step", "-1", "--data", folder.path]).code == 64)
    #expect(CommandRun(["step", "1", "--save", "x.safetensors"]).code == 64)
  }

  @Test func `a resumed run has the steps after its file`() throws {
    let folder = try Self.folder()
    let file = folder.path + "/run.safetensors"
    let data = ["--data", folder.path]
    _ = CommandRun(["train", "--headless", "--epochs", "1", "--save", file] + data)
    let resumed = ["--resume", file, "--epochs", "2", "--format", "json"] + data
    let straight = CommandRun(["step", "15", "--format", "json", "--epochs", "2"] + data)
    #expect(CommandRun(["step", "15"] + resumed).output == straight.output)
    let early = CommandRun(["step", "4"] + resumed)
    #expect(early.code == 2 && early.errors.contains("before the file that was resumed"))
  }

  @Test func `alerts are printed, and end a run only when asked`() throws {
    let folder = try Self.folder()
    let options = [
      "--data", folder.path, "--loss", "mse", "--rate", "1", "--epochs", "20", "--headless",
    ]
    let run = CommandRun(["train", "--alerts"] + options)
    #expect(run.code == 4)
    let alerts = try run.output.split(separator: "\n").filter { $0.hasPrefix("{\"alert\"") }
      .map { try Self.object($0) }
    #expect(alerts.last?["alert"] as? String == "non-finite")
    #expect(Set(alerts[0].keys).isSuperset(of: ["step", "epoch"]))
    #expect(CommandRun(["train", "--fail-on", "non-finite"] + options).code == 5)
    #expect(CommandRun(["train"] + options).code == 4)
    #expect(CommandRun(["train", "--fail-on", "nothing"] + options).code == 64)
    #expect(CommandRun(["train", "--alerts", "--data", folder.path]).code == 64)
  }
}
