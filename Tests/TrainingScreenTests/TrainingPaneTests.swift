import Autodiff
import Presentation
import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen

/// Each pane shows numbers that are worked out here in another way.
@Suite struct TrainingPaneTests {
  private static let all = Wishes(layers: true, histograms: true, changes: true, digit: .test(3))
  private let run: SmallRun

  init() throws { run = try SmallRun(wishes: Self.all) }

  private func short(_ value: Double, digits: Int = 5) -> String {
    NumberText.short(value, digits: digits)
  }

  /// The scores stand at the ends of the rows, in at most six columns, rounded from single precision.
  private func expectShown(_ scores: [Double], in model: TrainingModel) {
    let rows = model.text.split(separator: "\n").dropFirst(3).prefix(scores.count)
    for (score, row) in zip(scores, rows) {
      let shown = row.split(whereSeparator: { $0 == " " || $0 == "│" }).last.flatMap { Double($0) }
      #expect(abs((shown ?? .nan) - score) <= 0.006 * abs(score) + 0.0006, "\(row)")
    }
  }

  @Test func `the loss pane shows under its crosshair the mean loss of some minibatches`() {
    var model = run.model(zooming: .loss)
    _ = model.update(.key(.left))
    let points = model.snapshot.record.losses
    let point = points[points.count - 2]
    #expect(
      model.text.contains("minibatch \(point.moment.step): \(point.loss)")
    )
  }

  @Test func `the accuracy pane shows the share of test images predicted correctly`() throws {
    let run = try SmallRun(steps: 8, wishes: Self.all)
    let predictions = run.predictions()
    let right = predictions.count { $0.truth == $0.predicted }
    #expect(run.model(zooming: .accuracy).text.contains("test \(right) %"))
  }

  @Test func `a unit alone shows the exact weight under the cursor, its norm and its bias`() throws
  {
    var model = run.model(zooming: .weights)
    for key in [Key.character("#"), .right, .right, .enter, .down, .right] {
      _ = model.update(.key(key))
    }
    let parameters = model.snapshot.parameters
    let row = parameters[0].elements[2 * 784..<3 * 784].map(Double.init)
    let text = model.text
    #expect(text.contains("unit 3"))
    #expect(text.contains("row 1 column 1"))
    #expect(text.contains(NumberText.exact(row[29])))
    #expect(text.contains("norm \(short(row.map { $0 * $0 }.reduce(0, +).squareRoot()))"))
    #expect(text.contains("bias \(short(Double(parameters[1].elements[2])))"))
  }

  @Test func `tiles of the last update are what the weights changed by`() throws {
    let before = try SmallRun(steps: 11, wishes: Self.all).model(zooming: .weights)
    var model = run.model(zooming: .weights)
    for key in [Key.character("m"), .character("m"), .character("#"), .enter] {
      _ = model.update(.key(key))
    }
    let (old, new) = (before.snapshot.parameters[0].elements, model.snapshot.parameters[0].elements)
    let least = (0..<784).map { Double(new[$0] - old[$0]) }.min() ?? .nan
    #expect(model.text.contains("last update, unit 1"))
    #expect(model.text.contains("least \(short(least))"))
  }

  @Test func `the output weights end at the largest of them`() {
    let model = run.model(zooming: .scores)
    let largest = model.snapshot.parameters[2].elements.map(\.magnitude).max() ?? .nan
    #expect(model.text.contains("at most \(short(Double(largest), digits: 3))"))
  }

  @Test func `the layers pane shows norms`() {
    let model = run.model(zooming: .layers)
    for (name, index) in [("W1", 0), ("W2", 2)] {
      let weights = model.snapshot.parameters[index].elements.map(Double.init)
      let norm = weights.map { $0 * $0 }.reduce(0, +).squareRoot()
      let line = model.text.split(separator: "\n").first { $0.contains("│\(name) ") }
      #expect(line?.contains(" \(short(norm, digits: 3)) ") == true)
    }
  }

  @Test func `the histograms end at the least and the greatest weight`() {
    let model = run.model(zooming: .histograms)
    let weights = model.snapshot.parameters[0].elements
    let line = model.text.split(separator: "\n").first {
      $0.contains("│\(short(Double(weights.min() ?? .nan), digits: 2)) ")
    }
    #expect(line?.contains(" \(short(Double(weights.max() ?? .nan), digits: 2)) ") == true)
  }

  @Test func `one digit shows the scores and the loss of a network worked out by hand`() {
    let model = run.model(zooming: .digit)
    let scores = run.scores(of: Array(run.data.test.image(3))).scores
    expectShown(scores, in: model)
    let truth = Int(run.data.test.labels[3])
    let loss = Double.log(scores.reduce(0) { $0 + Double.exp($1) }) - scores[truth]
    #expect(model.text.contains("loss \(short(loss, digits: 4))"))
  }

  @Test func `the confusion matrix counts the predictions for each digit`() throws {
    let run = try SmallRun(steps: 8, wishes: Self.all)
    let predictions = run.predictions()
    let text = run.model(zooming: .confusion).text
    #expect(text.contains("\(predictions.count { $0.truth != $0.predicted }) of 100 wrong"))
    for truth in 0..<10 {
      let counts = (0..<10).map { digit in
        predictions.count { $0.truth == truth && $0.predicted == digit }
      }
      let shown = counts.map { $0 == 0 ? "⋅" : "\($0)" }
      let line = text.split(separator: "\n").first { $0.hasPrefix("│ \(truth) ") }
      #expect(line?.split(separator: " ").dropFirst(2).prefix(10).map(String.init) == shown)
    }
  }

  @Test func `the worst mistake is the one with the largest margin`() throws {
    let run = try SmallRun(steps: 8, wishes: Self.all)
    let worst = run.predictions().enumerated().filter { $0.element.truth != $0.element.predicted }
      .max { $0.element.margin < $1.element.margin }
    let mistake = try #require(worst)
    let text = run.model(zooming: .mistakes).text
    #expect(
      text.contains("example \(mistake.offset), margin \(short(mistake.element.margin, digits: 3))")
    )
    #expect(text.contains("\(mistake.element.truth)→\(mistake.element.predicted)"))
  }

  @Test func `a drawn digit is read as it is drawn`() throws {
    var model = run.model(zooming: .drawing)
    var effects: [TrainingEffect] = []
    for key in [Key.character("p"), .down, .down, .down, .down, .down, .right, .right] {
      effects += model.update(.key(key))
    }
    let wishes = effects.compactMap { effect -> Wishes? in
      guard case .train(.look(let wishes)) = effect else { return nil }
      return wishes
    }
    let pixels = try #require(model.drawing.centred)
    #expect(wishes.last?.digit == .drawn(pixels))
    let reader = try SmallRun(wishes: try #require(wishes.last)).model(zooming: .drawing)
    model.live = reader.snapshot
    expectShown(run.scores(of: pixels).scores, in: model)
  }
}
