import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen

/// Names of classes in all panes that speak of classes, cut and aligned.
@Suite struct ClassNameTests {
  private static let garments = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  private func model(_ pane: TrainingPane, size: Size = Size(width: 80, height: 24)) throws
    -> TrainingModel
  {
    let run = try SmallRun(steps: 8, wishes: Wishes(layers: true, digit: .test(3)))
    var model = run.model(zooming: pane, size: size)
    #expect(model.snapshot.labelNames == ImageDataset.numberNames(10))
    model.live.labelNames = Self.garments
    return model
  }

  private func lines(_ model: TrainingModel) -> [Substring] { model.text.split(separator: "\n") }

  @Test func `scores stand beside the names, which are of one width`() throws {
    let model = try model(.digit)
    for name in Self.garments {
      let padded = name.padded(toColumns: 11)
      #expect(lines(model).contains { $0.contains(" \(padded) ") || $0.contains("▸\(padded) ") })
    }
    let reading = try #require(model.snapshot.reading)
    let (truth, predicted) = (try #require(reading.truth), try #require(reading.predicted))
    #expect(
      model.text.contains(
        "test image: \(Self.garments[truth]), predicted \(Self.garments[predicted])"))
  }

  @Test func `the confusion matrix has whole names for rows and beginnings for columns`() throws {
    let model = try model(.confusion)
    let heading = try #require(lines(model).dropFirst(3).first)
    for name in ["T-sh", "Trou", "Dres", "Bag"] { #expect(heading.contains(" \(name)")) }
    for (number, name) in Self.garments.enumerated() {
      let line = try #require(lines(model).dropFirst(4 + number).first)
      #expect(line.hasPrefix("│ \(name.padded(toColumns: 11)) "))
    }
    #expect(Set(lines(model).dropFirst(2).map(\.columns)).subtracting([0]).count <= 2)
  }

  @Test(arguments: [40, 60, 80])
  func `no count is cut, however narrow the matrix`(_ width: Int) throws {
    let model = try model(.confusion, size: Size(width: width, height: 24))
    let matrix = try #require(model.snapshot.record.tests.last?.result.confusion)
    for truth in 0..<10 {
      let line = try #require(lines(model).dropFirst(4 + truth).first)
      let predicted = (0..<10).map { matrix.count(truth: truth, predicted: $0) }
      let shown = line.split(separator: " ").compactMap { $0 == "⋅" ? 0 : Int($0) }
      #expect(shown.prefix(10) == predicted[...], "\(line)")
    }
  }

  @Test func `mistakes and weights are labelled by name`() throws {
    let model = try model(.mistakes)
    let mistake = try #require(model.mistakes.first)
    let truth = Self.garments[mistake.truth].truncated(toColumns: 5)
    let predicted = Self.garments[mistake.predicted].truncated(toColumns: 5)
    #expect(model.text.contains("\(truth)→\(predicted)"))
    let scores = try self.model(.scores)
    #expect(scores.text.contains("│T-shi ") && scores.text.contains("│Trous "))
    var unit = try self.model(.weights)
    _ = unit.update(.key(.enter))
    #expect(unit.text.contains("Ankle boot "))
  }

  @Test func `more classes than rows show the greatest scores, and a picture of the confusion`()
    throws
  {
    var model = try model(.digit, size: Size(width: 80, height: 10))
    let reading = try #require(model.snapshot.reading)
    let predicted = try #require(reading.predicted)
    #expect(model.text.contains(" \(Self.garments[predicted].padded(toColumns: 11)) "))
    _ = model.update(.key(.character("8")))
    #expect(model.text.contains("most frequent"))
  }
}
