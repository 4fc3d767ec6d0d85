import Basics
import Testing

@testable import Learning

@Suite struct ReplayedStepTests {
  private static func step(_ options: TrainingOptions, _ number: Int = 60) throws -> ReplayedStep {
    let run = try ReplayTests.RecordedRun(options)
    try run.run(to: number)
    return try Replay(run.history).step(number)
  }

  private static let kinds: [TrainingOptions] = [
    TrainingOptions(),
    TrainingOptions(plan: ReplayTests.deep, schedule: RateSchedule(base: 0.001), optimizer: .adam),
    TrainingOptions(threads: 2),
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 30, 10], hasBiases: false, loss: .mse, l2: 0.01),
      optimizer: .nesterov),
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 30, 10], activation: .gelu, loss: .sigmoids, l2: 0.01),
      optimizer: .sgd, threads: 3),
    TrainingOptions(
      plan: .convolutions("28x28-3c5-p2-4c3-p2-10"), schedule: RateSchedule(base: 0.02)),
  ]

  @Test(arguments: kinds)
  func `the mean of the rows' losses is the loss, and their shares make a whole`(
    _ options: TrainingOptions
  ) throws {
    let step = try Self.step(options)
    let mean = step.rows.reduce(0) { $0 + Double($1.loss) } / Double(step.rows.count)
    #expect(abs(mean - Double(step.record.loss)) <= 1e-6 * mean)
    #expect(abs(step.rows.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    #expect(step.rows.map(\.row) == Array(0..<64))
    #expect(step.rowsByShare.map(\.loss) == step.rows.map(\.loss).sorted(by: >))
  }

  @Test func `on one thread the mean of the rows' losses has the bits of the loss`() throws {
    let step = try Self.step(TrainingOptions())
    #expect(step.rows.reduce(0) { $0 + $1.loss } / 64 == step.record.loss)
  }

  /// Each row alone: what its own graph says of loss and gradient.
  @Test(arguments: kinds)
  func `the rows' gradients add up to that of the minibatch`(_ options: TrainingOptions) throws {
    let step = try Self.step(options)
    let data = try ReplayTests.data.get().training
    var plan = step.options.plan
    plan.l2 = 0
    let alone = try BatchWorker(plan, rows: 1, ofBatch: 1)
    for (index, parameter) in step.before.enumerated() {
      try alone.setParameter(index, to: parameter.elements)
    }
    var sums = step.before.map { [Double](repeating: 0, count: $0.elements.count) }
    for row in step.rows {
      alone.load(data, at: [Int32(row.example)])
      let loss = try alone.run()
      #expect(abs(loss - row.loss) <= 2e-5 * max(loss, 0.1))
      #expect(data.images.map { Int($0.labels[row.example]) } == row.label)
      var square = 0.0
      for index in sums.indices {
        let gradient = alone.gradient(index)
        for place in gradient.indices { sums[index][place] += Double(gradient[place]) / 64 }
        square += dot(gradient, gradient)
      }
      #expect(abs(square.squareRoot() - row.gradientNorm) <= 1e-4 * max(row.gradientNorm, 1e-3))
    }
    for index in sums.indices where options.plan.l2 == 0 || !step.before[index].isWeight {
      let wanted = step.gradients[index].elements
      let far = zip(sums[index], wanted).map { abs($0 - Double($1)) }.max() ?? 0
      #expect(far <= 1e-5 * max(norm(wanted), 1e-2))
    }
  }

  @Test(arguments: kinds)
  func `rows and penalty add up to the gradient of a weight`(_ options: TrainingOptions) throws {
    let step = try Self.step(options)
    var generator = SplitMix64(seed: 3)
    for index in step.before.indices {
      for _ in 0..<50 {
        let element = Int.random(in: step.before[index].elements.indices, using: &generator)
        let terms = try #require(step.update(ofParameter: index, element: element))
        #expect(terms.rows.count == 64)
        let sum = terms.sumOfRows + terms.penalty
        #expect(abs(sum - terms.gradient) <= 1e-5 * max(abs(terms.gradient), 0.01))
        let penalty = options.plan.l2 * (step.before[index].isWeight ? terms.old : 0)
        #expect(abs(terms.penalty - penalty) <= 1e-6 * abs(penalty))
      }
    }
  }

  @Test(arguments: kinds)
  func `the terms of an update lead to the new weight`(_ options: TrainingOptions) throws {
    let step = try Self.step(options)
    for index in step.before.indices {
      for element in stride(from: 0, to: step.before[index].elements.count, by: 97) {
        let terms = try #require(step.update(ofParameter: index, element: element))
        let (new, isExact) = (Self.new(terms), options.threads == 1 && options.optimizer != .adam)
        #expect(abs(new - terms.new) <= (isExact ? 0 : 1e-6 * max(abs(terms.new), 1e-2)))
      }
    }
    #expect(step.update(ofParameter: 0, element: -1) == nil)
    #expect(step.update(ofParameter: 99, element: 0) == nil)
  }

  private static func new(_ terms: UpdateTerms) -> Float {
    let (gradient, rate) = (terms.gradient, terms.rate)
    switch terms.rule {
    case .momentum(let momentum, let velocity):
      return terms.old - rate * (momentum * velocity.before + gradient)
    case .nesterov(let momentum, let velocity):
      let after = momentum * velocity.before + gradient
      return terms.old - rate * (gradient + momentum * after)
    case .adam(_, _, let t):
      guard case .adam(let mean, let square, _) = terms.rule else { return .nan }
      let m = 0.9 * Double(mean.before) + 0.1 * Double(gradient)
      let v = 0.999 * Double(square.before) + 0.001 * Double(gradient) * Double(gradient)
      let corrected = m / (1 - pow(0.9, t))
      let root = (v / (1 - pow(0.999, t))).squareRoot()
      return terms.old - Float(Double(rate) * corrected / (root + 1e-8))
    case .lineSearch: return .nan
    }
  }

  private static func pow(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }

  @Test func `the norms of a step are those of its numbers`() throws {
    for options in Self.kinds {
      let step = try Self.step(options)
      for (index, norms) in step.record.parameters.enumerated() {
        let (old, new) = (step.before[index].elements, step.after[index].elements)
        let change = zip(new, old).map { $0 - $1 }
        for (measured, numbers) in [
          (norms.norm, old), (norms.gradientNorm, step.gradients[index].elements),
          (norms.updateNorm, change),
        ] {
          #expect(abs(Double(measured) - norm(numbers)) <= 1e-5 * norm(numbers))
        }
      }
    }
  }

  @Test func `a table has rows without classes`() throws {
    let examples = SyntheticRegression.split()
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [5, 3, 1], loss: .mse), batch: 16, optimizer: .sgd)
    var session = try TrainingSession(
      try Trainer(options, examples: examples), epochs: 2, now: { 0 })
    var recorder = RunRecorder(session, from: nil)
    while !session.isFinished { try recorder.step(&session) }
    let step = try Replay(recorder.history).step(2)
    #expect(step.rows.count == 16)
    #expect(step.rows.allSatisfy { $0.label == nil && $0.predicted == nil })
    #expect(step.inputs(ofRow: 1).count == 5)
  }
}
