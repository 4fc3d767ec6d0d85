import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen

/// Curves of saved runs beside those of the run that continues.
@Suite struct SavedRunViewTests {
  /// A run of 20 minibatches and two epochs, whose losses are known.
  private func saved(_ name: String, factor: Float) -> SavedRun {
    var record = TrainingRecord()
    for step in 1...20 {
      record.curve.add(
        .init(
          moment: .init(epoch: Double(step) / 10, step: step, seconds: Double(step) / 2),
          loss: factor / Float(step), rate: 0.1))
    }
    for epoch in 1...2 {
      record.add(
        .init(
          moment: .init(epoch: Double(epoch), step: epoch * 10, seconds: Double(epoch) * 5),
          result: Examination(loss: factor / 8, accuracy: 0.9375 + Double(epoch) / 64)))
    }
    return SavedRun(name: name, record: record)
  }

  private func model(_ pane: TrainingPane, size: Size = Size(width: 80, height: 24)) throws
    -> TrainingModel
  {
    var model = try SmallRun(steps: 16, wishes: Wishes()).model(zooming: pane, size: size)
    model.compare(with: saved("slow", factor: 3))
    model.compare(with: saved("fast", factor: 1.5))
    return model
  }

  @Test func `the legend has a row for each run, each with a line and a mark of its own`() throws {
    let text = try model(.loss).text
    #expect(text.contains("∙  slow 0.15 ◆ 0.375"))
    #expect(text.contains("─∙ fast 0.075 ▲ 0.188"))
    #expect(text.contains("── train ") && text.contains("┄┄● test "))
    let accuracies = try model(.accuracy).text
    #expect(accuracies.contains("∙ ◆ slow 96.875 %"))
    #expect(accuracies.contains("─∙▲ fast 96.875 %"))
    #expect(accuracies.contains("──● this run "))
  }

  @Test func `the crosshair tells the exact values of each run where it stands`() throws {
    var model = try model(.loss)
    for _ in 0..<4 { _ = model.update(.key(.left)) }
    let points = model.snapshot.record.losses
    let place = points[points.count - 5]
    // 256 images in minibatches of 32 make 8 of them an epoch; a saved run has 10.
    let step = place.moment.step * 10 / 8
    #expect(model.text.contains("── train \(place.loss)"))
    #expect(model.text.contains("slow \(Float(3) / Float(step))"))
    #expect(model.text.contains("fast \(Float(1.5) / Float(step))"))
    for key in [Key.character("x")] { _ = model.update(.key(key)) }
    #expect(model.text.contains("slow \(Float(3) / Float(place.moment.step))"))
    _ = model.update(.key(.character("2")))
    #expect(model.text.contains("slow 95.3125 %") == (place.moment.step >= 10))
  }

  @Test func `curves can be told apart in ASCII`() throws {
    var model = try model(.loss)
    _ = model.update(.key(.function(2)))
    let text = model.text
    for legend in ["-- train", "..@ test", ".  slow", "-. fast"] { #expect(text.contains(legend)) }
  }

  @Test func `a command adds a file, says what is wrong with it, and takes it away again`() throws {
    var model = try SmallRun(steps: 4, wishes: Wishes()).model(zooming: .loss)
    for key in ":compare x.csv" { _ = model.update(.key(.character(key))) }
    #expect(model.update(.key(.enter)) == [.compare(path: "x.csv")])
    model.failToCompare("x.csv, line 3: trainLoss is not a number: 'high'")
    #expect(model.text.contains("x.csv, line 3"))
    model.compare(with: saved("x", factor: 1))
    #expect(model.overlay == nil && model.text.contains(" x 0.05"))
    model.compare(with: saved("x", factor: 2))
    #expect(model.savedRuns.map(\.name) == ["x", "x (2)"])
    for _ in 0..<2 { model.type(":uncompare") }
    #expect(model.savedRuns.isEmpty)
    model.type(":uncompare")
    #expect(model.text.contains("there is no saved run to remove"))
  }

  @Test func `no more runs are taken than can be distinguished`() throws {
    var model = try model(.loss)
    for number in 0..<9 { model.compare(with: saved("run \(number)", factor: 1)) }
    #expect(model.savedRuns.count == TrainingModel.greatestSavedRunCount)
    #expect(model.text.contains("uncompare removes one"))
  }

  @Test func `a point that was merged tells its extremes`() throws {
    var model = try SmallRun(steps: 4, wishes: Wishes()).model(zooming: .loss)
    let points = model.snapshot.record.losses
    model.live.record.losses = [points[0].merged(with: points[1])]
    for key in [Key.left, .left] { _ = model.update(.key(key)) }
    let (low, high) = (
      min(points[0].loss, points[1].loss), max(points[0].loss, points[1].loss)
    )
    #expect(model.text.contains("to minibatch 2: "))
    #expect(model.text.contains("(\(low) to \(high))"))
  }
}
