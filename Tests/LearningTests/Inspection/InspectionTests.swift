import Autodiff
import Testing

@testable import Learning

@Suite struct InspectionTests {
  private static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 200, test: 60))
  }

  private static func session(
    _ activation: Activation = .tanh, threads: Int = 2, batch: Int = 50
  ) throws -> TrainingSession {
    let data = try data.get()
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 8, 6, 10], activation: activation), batch: batch,
      threads: threads)
    return try TrainingSession(try Trainer(options, examples: data), epochs: 9, now: { 0 })
  }

  private static func inspection(of session: inout TrainingSession) throws -> Inspection {
    let wishes = Wishes(layers: true, histograms: true, changes: true)
    let watcher = StepWatcher(session.trainer, wishes: wishes)
    try session.step()
    return watcher.inspection(of: session)
  }

  @Test func `the report on a layer is what its numbers say`() throws {
    var session = try Self.session()
    try session.step()
    let before = session.trainer.elements(ofParameter: 2)
    let inspection = try Self.inspection(of: &session)
    let after = session.trainer.elements(ofParameter: 2)
    let layer = inspection.layers[1]
    #expect(layer.name == "W2")
    let size = after.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let change = zip(after, before).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }.squareRoot()
    #expect(abs(layer.weightNorm - size) < 1e-6 * size)
    #expect(abs(layer.updateRatio - change / size) < 1e-4 * change / size)
    #expect(inspection.updates[1].elements == zip(after, before).map { $0 - $1 })
    #expect(inspection.layers.map(\.layer) == [0, 1, 2])
    #expect(inspection.layers[2].units == nil, "scores are no hidden units")
  }

  /// A difference quotient of the loss along the gradient is its squared norm.
  @Test func `the gradient shown is that of the minibatch`() throws {
    var session = try Self.session(threads: 2, batch: 200)
    let start = session.trainer.state
    let inspection = try Self.inspection(of: &session)
    let gradient = inspection.gradients[0].elements
    let loss: (Float) throws -> Double = { distance in
      var state = start
      for place in gradient.indices { state.parameters[0][place] += distance * gradient[place] }
      return Double(try Trainer(state, examples: try Self.data.get()).runStep())
    }
    let quotient = (try loss(0.02) - loss(-0.02)) / 0.04
    let squared = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(quotient - squared) < 0.02 * squared)
    #expect(abs(inspection.layers[0].gradientNorm - squared.squareRoot()) < 1e-6)
  }

  @Test func `looking does not change the run`() throws {
    var (plain, seen) = (try Self.session(), try Self.session())
    for _ in 0..<5 {
      try plain.step()
      _ = try Self.inspection(of: &seen)
      _ = try seen.trainer.read(.test(3))
    }
    #expect(plain.trainer.state == seen.trainer.state)
  }

  @Test func `units that no example moves are dead`() throws {
    var session = try Self.session(.relu)
    var biases = session.trainer.elements(ofParameter: 1)
    for unit in 0..<4 { biases[unit] = -1000 }
    try session.trainer.setElements(biases, ofParameter: 1)
    let layer = try Self.inspection(of: &session).layers[0]
    #expect(try #require(layer.units).dead >= 0.5)
    #expect(layer.flags.contains { if case .dead = $0 { true } else { false } })
  }

  @Test(arguments: [Activation.tanh, .sigmoid])
  func `units far out on their curve are saturated`(_ activation: Activation) throws {
    var session = try Self.session(activation)
    let weights = session.trainer.elements(ofParameter: 0).map { $0 * 300 }
    try session.trainer.setElements(weights, ofParameter: 0)
    let layer = try Self.inspection(of: &session).layers[0]
    #expect(try #require(layer.units).saturated > 0.8)
    let healthy = try Self.inspection(of: &session).layers[1]
    #expect(try #require(healthy.units).saturated < 0.5)
  }

  @Test(arguments: [Activation.tanh, .sigmoid])
  func `a layer that passes nothing and learns nothing is reported`(_ activation: Activation) throws
  {
    var session = try Self.session(activation)
    let weights = session.trainer.elements(ofParameter: 0).map { $0 * 300 }
    try session.trainer.setElements(weights, ofParameter: 0)
    let layer = try Self.inspection(of: &session).layers[0]
    #expect(try #require(layer.units).passed < 0.2)
    #expect(layer.flags.contains { if case .saturated = $0 { true } else { false } })
  }

  @Test(arguments: [true, false])
  func `saturated units are a fault only where nothing was learned`(_ hasLearned: Bool) {
    let facts = LayerFacts(
      weightNorm: 1, gradientNorm: 1, updateRatio: 1e-3,
      units: UnitShares(saturated: 0.9, dead: 0, passed: 0.1), gradientSize: 1, lastGradientSize: 1,
      hasLearned: hasLearned)
    #expect(facts.flags == (hasLearned ? [] : [.saturated(share: 0.9)]))
  }

  @Test func `flags come from the facts`() {
    func flags(
      weight: Double = 1, gradient: Double = 1, ratio: Double = 1e-3, saturated: Double = 0,
      dead: Double = 0, passed: Double = 0.1, size: Double = 1, last: Double = 1,
      hasLearned: Bool = false
    ) -> [LayerFlag] {
      LayerFacts(
        weightNorm: weight, gradientNorm: gradient, updateRatio: ratio,
        units: UnitShares(saturated: saturated, dead: dead, passed: passed), gradientSize: size,
        lastGradientSize: last, hasLearned: hasLearned
      ).flags
    }
    #expect(flags() == [])
    #expect(flags(weight: .nan) == [.notFinite])
    #expect(flags(saturated: 0.6) == [.saturated(share: 0.6)])
    #expect(flags(saturated: 0.6, passed: 0.5) == [])
    #expect(flags(saturated: 0.6, hasLearned: true) == [])
    #expect(flags(dead: 0.2) == [.dead(share: 0.2)])
    #expect(flags(size: 1e-4) == [.vanishing])
    #expect(flags(size: 2e3) == [.exploding])
    #expect(flags(ratio: 0.2) == [.updatesTooLarge(ratio: 0.2)])
    #expect(flags(ratio: 1e-8) == [.updatesTooSmall(ratio: 1e-8)])
    #expect(
      LayerFlag.saturated(share: 0.62).text.hasPrefix("62 % of the activations are saturated"))
  }

  @Test func `a history thins itself out`() throws {
    var session = try Self.session()
    let inspection = try Self.inspection(of: &session)
    var history = InspectionHistory()
    for _ in 0..<5000 { history.add(inspection) }
    #expect(200...401 ~= history.points.count)
  }

  @Test func `a histogram counts every number once`() {
    let histogram = Histogram(of: [0, 1, 2, 3, 4, .nan, -.infinity], bins: 4)
    #expect(histogram.counts == [1, 1, 1, 2])
    #expect((histogram.low, histogram.high, histogram.outside) == (0, 4, 2))
    #expect(Histogram(of: [5, 5], bins: 3).counts == [2, 0, 0])
    #expect(Histogram(of: [], bins: 3).counts == [0, 0, 0])
    #expect(
      Histogram(of: [-Float.greatestFiniteMagnitude, .greatestFiniteMagnitude]).counts.reduce(0, +)
        == 2)
  }

  @Test func `evaluation counts the predictions for each class`() throws {
    var session = try Self.session()
    for _ in 0..<8 { try session.step() }
    let result = try session.trainer.examine()
    let confusion = try #require(result.confusion)
    #expect(confusion.total == 60)
    #expect(abs(confusion.accuracy - (try #require(result.accuracy))) < 1e-12)
    #expect(!result.mistakes.isEmpty)
    #expect(zip(result.mistakes, result.mistakes.dropFirst()).allSatisfy { $0.margin >= $1.margin })
    for mistake in result.mistakes {
      let reading = try #require(try session.trainer.read(.test(mistake.example)))
      #expect((reading.predicted, reading.truth) == (mistake.predicted, mistake.truth))
      #expect(reading.pixels == mistake.pixels)
      let margin = reading.scores[mistake.predicted] - reading.scores[mistake.truth]
      #expect(abs(margin - mistake.margin) < 1e-4)
    }
    let wrong = (0..<60).filter { index in
      guard let reading = try? session.trainer.read(.test(index)) else { return true }
      return reading.predicted != reading.truth
    }
    #expect(60 - wrong.count == Int((confusion.accuracy * 60).rounded()))
  }

  @Test func `a reading holds features, scores and the loss of one digit`() throws {
    let trainer = try Self.session().trainer
    let reading = try #require(try trainer.read(.training(7)))
    #expect(reading.features.map(\.count) == [8, 6])
    #expect(reading.scores.count == 10)
    let truth = try #require(reading.truth)
    let peak = try #require(reading.scores.max())
    let sum = reading.scores.reduce(0.0) { $0 + Double.exp(Double($1 - peak)) }
    let loss = Double(peak - reading.scores[truth]) + Double.log(sum)
    #expect(abs(Double(try #require(reading.loss)) - loss) < 1e-4)
    #expect(try trainer.read(.training(200)) == nil)
    #expect(try trainer.read(.test(-1)) == nil)
    #expect(try trainer.read(.drawn([1, 2, 3])) == nil)
    #expect(try trainer.read(.drawn(Array(repeating: 0, count: 784)))?.loss == nil)
  }
}
