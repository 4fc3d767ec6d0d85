import Foundation
import TestSupport
import Testing

@Suite struct RecordedRenderTrainTests {
  private let folder: TemporaryFolder
  private var data: String { folder.url.path + "/MNIST" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/MNIST", withIntermediateDirectories: false)
    try folder.writeDigits(named: "MNIST/train", count: 200)
    try folder.writeDigits(named: "MNIST/t10k", count: 50)
  }

  @Test func `the frame of the training screen is as recorded`() throws {
    let run = render(steps: 30, keys: "n y")
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "render-train.txt", isTrained: true).check(run.output)
  }

  @Test func `a minibatch by key is one more`() {
    #expect(render(steps: 5, keys: "n").output == render(steps: 6).output)
    #expect(render(steps: 5).output != render(steps: 6).output)
  }

  /// What the run opens, by the keys that lead there.
  static let opened: [(name: String, keys: String)] = [
    ("rows", "o"), ("row", "o Enter G"), ("minibatch", "o m G"), ("update", "o u"),
    ("back-in-time", "N N N"), ("digit", "7 o n Enter"), ("commands", "':help' Enter"),
  ]

  @Test(arguments: opened)
  func `what the run opens is as recorded`(name: String, keys: String) throws {
    let run = render(steps: 30, keys: keys, more: ["--size", "120x40"])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "render-train-\(name).txt", isTrained: true).check(run.output)
  }

  /// What a convolutional run shows, by the keys that lead there.
  static let convolutional: [(name: String, size: String, keys: String)] = [
    ("kernels", "80x24", "3 O PageDown"), ("maps", "120x40", "3 m m m"),
    ("map", "80x24", "3 O m m m Enter"),
    ("kernel-row", "120x40", "o Enter G"), ("kernel-update", "120x40", "o u"),
  ]

  @Test(arguments: convolutional)
  func `what a convolutional run shows is as recorded`(
    name: String, size: String, keys: String
  ) throws {
    let run = CommandRun([
      "render", "train", "--data", data, "--layers", "28x28-4c5-p2-6c3-p2-10", "--batch", "10",
      "--steps", "30", "--keys", keys, "--size", size,
    ])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "render-train-\(name).txt", isTrained: true).check(run.output)
  }

  @Test func `a run ends with its last epoch`() {
    let run = render(steps: 1000, more: ["--epochs", "2"])
    #expect(run.output.contains("finished"))
    #expect(run.output.contains("epoch 2/2"))
  }

  @Test func `a loss that is not finite is shown`() {
    #expect(render(steps: 100, more: ["--rate", "3e38"]).output.contains("the run stopped"))
  }

  @Test func `data that are not there are told`() {
    let run = CommandRun(["render", "train", "--data", "/nowhere"])
    #expect(run.code == 2)
    #expect(run.errors.contains("/nowhere"))
  }

  private func render(steps: Int, keys: String = "", more: [String] = []) -> CommandRun {
    CommandRun(
      [
        "render", "train", "--data", data, "--hidden", "6", "--batch", "10", "--steps",
        "\(steps)", "--keys", keys,
      ] + (more.contains("--size") ? more : ["--size", "100x30"] + more))
  }
}

extension TemporaryFolder {
  /// Writes images of bars as MNIST does, ten classes that can be told by the bar's place.
  func writeDigits(named name: String, count: Int) throws {
    let labels = (0..<count).map { UInt8($0 * 7 % 10) }
    let images = labels.flatMap { label in
      (0..<784).map { pixel in pixel % 28 / 3 == Int(label) ? UInt8(200) : UInt8(pixel % 5) }
    }
    try write(header(0x803, count, 28, 28) + images, as: "\(name)-images-idx3-ubyte")
    try write(header(0x801, count) + labels, as: "\(name)-labels-idx1-ubyte")
  }

  func header(_ numbers: Int...) -> [UInt8] {
    numbers.flatMap { number in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }
}
