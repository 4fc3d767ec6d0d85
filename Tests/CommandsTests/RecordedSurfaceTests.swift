import Foundation
import TestSupport
import Testing

/// The loss over a plane, drawn and in numbers.
@Suite struct RecordedSurfaceTests {
  private let folder: TemporaryFolder
  private var data: String { folder.url.path + "/MNIST" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/MNIST", withIntermediateDirectories: false)
    try folder.writeDigits(named: "MNIST/train", count: 200)
    try folder.writeDigits(named: "MNIST/t10k", count: 50)
  }

  private func surface(_ options: [String]) -> CommandRun {
    CommandRun(
      [
        "surface", "--data", data, "--hidden", "6", "--batch", "10", "--epochs", "2", "--points",
        "11",
      ]
        + options)
  }

  /// What must be compared, so that nothing is recorded that is not.
  static let names = ["80x24", "120x40"].map { "surface-\($0).txt" }

  @Test(arguments: ["80x24", "120x40"])
  func `the contour lines are as recorded`(size: String) throws {
    let run = surface(["--size", size])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "surface-\(size).txt", isTrained: true).check(run.output)
  }

  /// Each file alone has the loss of its own weights in the middle.
  @Test func `three files make a plane, at whose corners their losses lie`() throws {
    let files = try (1...3).map { seed in
      let path = folder.path + "/\(seed).safetensors"
      let run = CommandRun([
        "train", "--headless", "--data", data, "--hidden", "6", "--batch", "10", "--epochs", "2",
        "--seed", "\(seed)", "--save", path,
      ])
      try #require(run.code == 0, "\(run.errors)")
      return path
    }
    // From -1 to 2 in steps of 1: the corners are places of the grid.
    let run = CommandRun([
      "surface", "--data", data, "--resume", files[0], "--through", files[1], "--through", files[2],
      "--points", "4", "--format", "csv",
    ])
    #expect(run.code == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 17)
    #expect(rows[0] == ["solution 2", "solution 3", "loss"])
    for (file, place) in zip(files, [["0", "0"], ["1", "0"], ["0", "1"]]) {
      let row = try #require(rows.first { Array($0.prefix(2)) == place })
      let own = CommandRun([
        "surface", "--data", data, "--resume", file, "--points", "3", "--format", "csv",
      ])
      let middle = try #require(
        own.output.split(separator: "\n").first { $0.hasPrefix("0,0,") })
      let (one, other) = (Double(row[2]), Double(middle.split(separator: ",")[2]))
      #expect(abs(try #require(one) - (try #require(other))) < 1e-5)
    }
  }

  @Test(arguments: [
    (["--through", "a"], "--through needs two files"), (["--span", "0"], "--span must be"),
    (["--points", "1"], "--points must be from 2 to 500"), (["--over", "0"], "--over must be"),
    (["--learner", "contrastive"], "leave --learner out"), (["--save", "x"], "leave --save"),
    (["--through", "/nowhere", "--through", "/nowhere"], "/nowhere"),
  ])
  func `what does not go together is refused`(options: [String], message: String) {
    let run = surface(options)
    #expect([2, 64].contains(run.code))
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
