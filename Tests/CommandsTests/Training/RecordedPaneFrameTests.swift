import Foundation
import Learning
import TestSupport
import Testing

/// A frame of each pane alone and of the whole studio, as recorded; each pane shows a value that is
/// worked out here in another way.
///
/// The run is so short that how a processor rounds products cannot show: the frames have no more than
/// five digits of what was computed, and were the same with each instruction set that the matrix library
/// can be made to use (ONEDNN_MAX_CPU_ISA).
@Suite struct RecordedPaneFrameTests {
  private static let data = Result {
    try EmbeddedDigits(seed: 7).split(training: 640, test: 200, threads: 1)
  }
  /// One epoch: the weights are those that were examined.
  private static let steps = 20

  private let folder: TemporaryFolder
  private let data: DataSplit

  init() throws {
    data = try Self.data.get()
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/digits", withIntermediateDirectories: false)
    try folder.write(data.training, named: "digits/train")
    try folder.write(data.test, named: "digits/t10k")
  }

  private func frame(_ name: String, keys: String, size: String = "80x24") throws -> String {
    let run = CommandRun([
      "render", "train", "--data", folder.url.path + "/digits", "--hidden", "\(HandNetwork.hidden)",
      "--batch", "\(HandNetwork.batch)", "--steps", "\(Self.steps)", "--size", size, "--keys", keys,
      "--color", "none",
    ])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "studio/\(name).txt", isTrained: true).check(run.output)
    return run.output
  }

  private func network(after steps: Int = steps) throws -> HandNetwork {
    try HandNetwork(data: data, steps: steps)
  }

  private func digits(_ value: Double, _ count: Int) -> String {
    let text = String(format: "%.\(count)g", value)
    // Exponents have no leading zero.
    return text.replacingOccurrences(of: "e-0", with: "e-")
  }

  @Test func `the loss pane shows the mean loss of the test images`() throws {
    let losses = try network().predictions().map(\.loss)
    let mean = losses.reduce(0, +) / Double(losses.count)
    #expect(try frame("loss", keys: "1 O").contains("test \(digits(mean, 3))"))
  }

  @Test func `the accuracy pane shows the share of test images predicted correctly`() throws {
    let predictions = try network().predictions()
    let share =
      Double(predictions.count { $0.truth == $0.predicted }) * 100 / Double(predictions.count)
    #expect(try frame("accuracy", keys: "2 O").contains(" test \(digits(share, 6)) % "))
  }

  @Test func `the tiles begin with the unit of the largest norm`() throws {
    let network = try network()
    let norms = (0..<HandNetwork.hidden).map { network.unit($0).reduce(0) { $0 + $1 * $1 } }
    let first = try #require(norms.indices.max { norms[$0] < norms[$1] })
    #expect(try frame("weights", keys: "3 O").contains("unit \(first + 1); "))
  }

  @Test func `the output weights end at the largest of them`() throws {
    let largest = try network().parameters[2].map(\.magnitude).max()
    #expect(
      try frame("scores", keys: "4 O").contains("at most \(digits(try #require(largest), 3))"))
  }

  @Test func `the layers pane shows the norms of the weights`() throws {
    let text = try frame("layers", keys: "n 5 O")
    let parameters = try network(after: Self.steps + 1).parameters
    for (name, weights) in [("W1", parameters[0]), ("W2", parameters[2])] {
      let norm = digits(weights.reduce(0) { $0 + $1 * $1 }.squareRoot(), 3)
      let line = text.split(separator: "\n").first { $0.contains("│\(name) ") }
      #expect(line?.contains(" \(norm) ") == true, "\(norm)")
    }
  }

  @Test func `the histograms end at the least and the greatest weight`() throws {
    let text = try frame("histograms", keys: "n 6 O")
    let weights = try network(after: Self.steps + 1).parameters[0]
    let (low, high) = (try #require(weights.min()), try #require(weights.max()))
    let line = text.split(separator: "\n").first { $0.contains("│\(digits(low, 2)) ") }
    #expect(line?.contains(" \(digits(high, 2)) ") == true)
  }

  @Test func `one digit shows its loss, and what is predicted`() throws {
    let first = try #require(try network().predictions().first)
    let text = try frame("digit", keys: "7 O")
    #expect(text.contains("test digit: \(first.truth), predicted \(first.predicted)"))
    #expect(text.contains("loss \(digits(first.loss, 4))"))
  }

  @Test func `the confusion matrix counts the predictions for each digit`() throws {
    let predictions = try network().predictions()
    let text = try frame("confusion", keys: "8 O")
    #expect(text.contains("\(predictions.count { $0.truth != $0.predicted }) of 200 wrong"))
    for truth in 0..<10 {
      let counts = (0..<10).map { digit in
        predictions.count { $0.truth == truth && $0.predicted == digit }
      }
      let line = text.split(separator: "\n").first { $0.hasPrefix("│ \(truth) ") }
      let shown = line?.split(separator: " ").dropFirst(2).prefix(10).map(String.init)
      #expect(shown == counts.map { $0 == 0 ? "⋅" : "\($0)" })
    }
  }

  @Test func `the worst mistake is the one with the largest margin`() throws {
    let predictions = try network().predictions().enumerated().filter {
      $0.element.truth != $0.element.predicted
    }
    let worst = try #require(predictions.max { $0.element.margin < $1.element.margin })
    let text = try frame("mistakes", keys: "9 O")
    #expect(text.contains("example \(worst.offset), margin \(digits(worst.element.margin, 3))"))
    #expect(text.contains("\(worst.element.truth)→\(worst.element.predicted)"))
  }

  @Test func `a drawn digit is predicted by its scores`() throws {
    let text = try frame(
      "drawing", keys: "0 O Up Up Up Up Up p Down Down Down Down Down Down Down Down Down Down p")
    let pixels = try #require(
      DrawnDigit.centred(stroke(column: 14, rows: 9...19), rows: 28, columns: 28))
    let scores = try network().scores(of: pixels)
    let predicted = try #require(scores.indices.max { scores[$0] < scores[$1] })
    #expect(text.contains("your drawing: predicted \(predicted)"))
    let line = text.split(separator: "\n").first { $0.contains(" \(predicted) █") }
    #expect(line?.contains(" \(digits(scores[predicted], 3))│") == true, "\(scores[predicted])")
  }

  /// The ink of an upright stroke: full in the middle, less beside it, least at the corners.
  private func stroke(column: Int, rows: ClosedRange<Int>) -> [UInt8] {
    (0..<784).map { place in
      let (y, x) = (place / 28, abs(place % 28 - column))
      let away = max(rows.lowerBound - y, y - rows.upperBound, 0)
      switch (x, away) {
      case (0, 0): return 255
      case (0, 1), (1, 0): return 170
      case (1, 1): return 60
      default: return 0
      }
    }
  }

  @Test(arguments: ["120x40", "200x60"])
  func `the studio shows its panes together`(_ size: String) throws {
    let text = try frame("studio-\(size)", keys: "n 7", size: size)
    #expect(text.contains("1 loss") && text.contains("7 test digit") && text.contains("5 layers"))
    #expect((text.contains("8 confusion")) == (size == "200x60"))
  }

  /// What must be compared, so that nothing is recorded that is not.
  static let names =
    [
      "loss", "accuracy", "weights", "scores", "layers", "histograms", "digit", "confusion",
      "mistakes", "drawing", "studio-120x40", "studio-200x60",
    ].map { "studio/\($0).txt" }
}

extension TemporaryFolder {
  /// Writes images as MNIST has them.
  func write(_ images: ImageDataset, named name: String) throws {
    try write(
      header(0x803, images.count, images.rows, images.columns) + images.pixels,
      as: "\(name)-images-idx3-ubyte")
    try write(header(0x801, images.count) + images.labels, as: "\(name)-labels-idx1-ubyte")
  }
}
