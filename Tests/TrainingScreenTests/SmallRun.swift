import Autodiff
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// A short run on a few drawn digits, the same each time, for the panes to show.
struct SmallRun {
  let data: DataSplit
  private var loop: TrainingLoop
  private var snapshot: TrainingSnapshot

  init(steps: Int = 12, hidden: Int = 12, layers: String? = nil, wishes: Wishes) throws {
    data = try EmbeddedDigits(seed: 7).split(training: 256, test: 100, threads: 1)
    var options = TrainingOptions(plan: NetworkPlan(widths: [784, hidden, 10]), batch: 32)
    if let layers {
      options = TrainingOptions(
        plan: NetworkPlan(widths: [784, 10], activation: .relu), batch: 32,
        schedule: RateSchedule(base: 0.02))
      options.plan.setLayers(try NetworkLayers(layers))
    }
    snapshot = TrainingSnapshot(options: options, dataName: "drawn digits", epochs: 5)
    loop = try TrainingLoop(snapshot, ExampleSplit(data), keeping: KeepingPlan(), from: nil)
    try loop.obey(.look(wishes))
    for _ in 0..<steps { try loop.step(isWatched: true) }
    loop.update(&snapshot)
  }

  /// A step of the run, computed again.
  func replayed(_ step: Int) throws -> ReplayedStep { try Replay(loop.history).step(step) }

  /// The screen on which one pane fills everything.
  func model(
    zooming pane: TrainingPane, size: Size = Size(width: 80, height: 24),
    _ capabilities: Capabilities = Capabilities(colors: .none)
  ) -> TrainingModel {
    var model = TrainingModel(snapshot, size: size, capabilities: capabilities)
    _ = model.update(.key(.character(pane.key)))
    _ = model.update(.key(.character("O")))
    return model
  }

  /// What the network gives for an image, computed with nothing but loops.
  func scores(of pixels: [UInt8]) -> (features: [Double], scores: [Double]) {
    let parameters = snapshot.parameters.map { $0.elements.map(Double.init) }
    let sums = Self.affine(pixels.map { Double($0) / 255 }, parameters[0], parameters[1])
    let features = sums.map { 1 - 2 / (Double.exp(2 * $0) + 1) }
    return (features, Self.affine(features, parameters[2], parameters[3]))
  }

  private static func affine(_ x: [Double], _ weights: [Double], _ biases: [Double]) -> [Double] {
    biases.indices.map { row in
      x.indices.reduce(biases[row]) { $0 + weights[row * x.count + $1] * x[$1] }
    }
  }

  /// The truth and the prediction, for each test image.
  func predictions() -> [(truth: Int, predicted: Int, margin: Double)] {
    (0..<data.test.count).map { index in
      let scores = scores(of: Array(data.test.image(index))).scores
      let truth = Int(data.test.labels[index])
      let predicted = scores.indices.max { scores[$0] < scores[$1] } ?? -1
      return (truth, predicted, scores[predicted] - scores[truth])
    }
  }
}

extension TrainingModel {
  /// Types a line and Enter, and returns what is asked for outside.
  @discardableResult
  mutating func type(_ line: String) -> [TrainingEffect] {
    var effects: [TrainingEffect] = []
    for key in line { effects += update(.key(.character(key))) }
    return effects + update(.key(.enter))
  }

  /// The screen as text.
  var text: String { view().canvas.text() }
}
