import Foundation
import TestSupport
import Testing

@testable import Learning

/// Runs that something is wrong with, from the curve to the cause: the alert that fired, the step at which it
/// did, and what its graph says.
@Suite struct RecordedIllRunTests {
  /// A run, and where it leads by which keys.
  struct IllRun: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let options: [String]
    /// Each is a frame: the keys that lead there from the training screen.
    let stops: [(name: String, keys: String)]
    /// What the first frame says of the alert that fired, and what the last one says of its cause.
    let alert: String
    let cause: [String]
    var data = Self.digits
    var startsFromZero = false

    @Sendable static func digits(_ data: ExampleSplit) -> ExampleSplit { data }
  }

  static let runs: [IllRun] = [
    IllRun(
      testDescription: "poisoned-image",
      options: ["--hidden", "72", "--activation", "relu", "--steps", "46"],
      stops: [("alert", "C"), ("rows", "C o"), ("pixel", "C o Enter n Enter")],
      alert: "update-spike", cause: ["x[300] value = 1000000"], data: poisoned),
    IllRun(
      testDescription: "rate-1", options: ["--loss", "mse", "--rate", "1", "--steps", "60"],
      stops: [("alert", "C"), ("rows", "C o"), ("birth", "C o m W")],
      alert: "non-finite", cause: ["the first NaN or ∞", "meanSquaredError(z2, y): ∞"]),
    IllRun(
      testDescription: "dying-relu",
      options: [
        "--hidden", "32", "--activation", "relu", "--rate", "10", "--momentum", "0", "--batch",
        "256", "--steps", "11",
      ],
      stops: [("alert", "C"), ("rows", "C o"), ("units", "C o m G / W 1 Enter D")],
      alert: "dead", cause: ["units of a1 are off in all 256 rows"]),
    IllRun(
      testDescription: "zero-weights", options: ["--steps", "5"],
      stops: [("alert", "C"), ("rows", "C o"), ("blocked", "C o m G / W 1 Enter D")],
      alert: "vanishing layer 1: no gradient arrives: W2 = 0 blocks it",
      cause: ["the signal dies at a1"], startsFromZero: true),
    IllRun(
      testDescription: "shifted-labels", options: ["--steps", "600"],
      stops: [("alert", "C"), ("rows", "C o")],
      alert: "far below chance; check whether the labels are shifted", cause: ["→"],
      data: shifted),
  ]

  /// What must be compared, so that nothing is recorded that is not.
  static let names = runs.flatMap { run in
    run.stops.map { "ill-runs/\(run.testDescription)-\($0.name).txt" }
  }

  @Test(arguments: runs)
  func `the way from the curve to the cause is as recorded`(_ run: IllRun) throws {
    let data = run.data(ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 3000, test: 500)))
    let folder = try TemporaryFolder()
    // The frames show what the folder is called.
    let path = folder.path + "/digits"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try folder.writeFloats(try #require(data.training.images), named: "digits/train")
    try folder.writeFloats(try #require(data.test.images), named: "digits/t10k")
    var options = ["--data", path, "--size", "120x40"] + run.options
    if run.startsFromZero {
      let file = folder.path + "/zero.safetensors"
      try Self.writeZeros(ExampleSplit(try MNISTFolder(path).readAll()), to: file)
      options += ["--resume", file]
    }
    var frames: [String] = []
    for stop in run.stops {
      let frame = CommandRun(["render", "train", "--keys", stop.keys] + options)
      #expect(frame.code == 0, "\(frame.errors)")
      frames.append(frame.output)
      try RecordedText(name: "ill-runs/\(run.testDescription)-\(stop.name).txt", isTrained: true)
        .check(frame.output)
    }
    #expect(frames.first?.contains(run.alert) == true)
    for cause in run.cause { #expect(frames.last?.contains(cause) == true) }
  }

  /// Writes a run that has not begun, all of whose weights are zero.
  private static func writeZeros(_ data: ExampleSplit, to path: String) throws {
    let options = TrainingOptions(plan: NetworkPlan(widths: [784, 32, 10]))
    let trainer = try Trainer(options.fitting(data), examples: data)
    try trainer.takeOver(trainer.counts.map { Array(repeating: 0, count: $0) })
    try Checkpoint(TrainingSession(trainer, epochs: 10, now: { 0 })).write(to: path)
  }

  /// The same with one pixel of one image at a million.
  @Sendable static func poisoned(_ data: ExampleSplit) -> ExampleSplit {
    changed(data) { images in
      var values = images.pixels.map { Float($0) / 255 }
      values[1234 * images.pixelsPerImage + 300] = 1e6
      return ImageDataset(
        uncheckedRows: images.rows, columns: images.columns, values: values, labels: images.labels,
        labelNames: images.labelNames)
    }
  }

  /// The same with each image under the next digit's label, in the training data alone.
  @Sendable static func shifted(_ data: ExampleSplit) -> ExampleSplit {
    changed(data) { images in
      ImageDataset(
        uncheckedRows: images.rows, columns: images.columns, pixels: images.pixels,
        labels: images.labels.map { ($0 + 1) % 10 }, labelNames: images.labelNames)
    }
  }

  private static func changed(
    _ data: ExampleSplit, _ change: (ImageDataset) -> ImageDataset
  ) -> ExampleSplit {
    guard let images = data.training.images else { return data }
    return ExampleSplit(training: .images(change(images)), test: data.test)
  }
}

extension TemporaryFolder {
  /// Writes images whose pixels are numbers of single precision, as an IDX file of type 0x0D has them.
  fileprivate func writeFloats(_ images: ImageDataset, named name: String) throws {
    let values = images.values ?? images.pixels.map { Float($0) / 255 }
    let bytes = values.flatMap { value in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value.bitPattern >> $0) }
    }
    try write(
      header(0xD03, images.count, images.rows, images.columns) + bytes,
      as: "\(name)-images-idx3-ubyte")
    try write(header(0x801, images.count) + images.labels, as: "\(name)-labels-idx1-ubyte")
  }
}
