import Autodiff
import Testing

@testable import Learning

/// Every optimizer, activation and loss trains; what a graph says is what training does.
@Suite struct OptimizerRunTests {
  private static let digits = Result { try EmbeddedDigits(seed: 1).split(training: 400, test: 100) }

  private static func trainer(_ options: TrainingOptions) throws -> Trainer {
    let data = ExampleSplit(try digits.get())
    return try Trainer(options.fitting(data), examples: data)
  }

  private static func losses(_ trainer: Trainer, steps: Int) throws -> [Float] {
    try (0..<steps).map { _ in try trainer.runStep() }
  }

  @Test(arguments: OptimizerKind.allCases)
  func `each optimizer brings the loss down and repeats itself bit for bit`(
    _ kind: OptimizerKind
  ) throws {
    let course: RateSchedule.Course = .constant
    let rate: Float = [.adam: 0.005, .lbfgs: 1, .sgd: 0.3][kind] ?? 0.05
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 20, 10]), schedule: RateSchedule(base: rate, course: course),
      optimizer: kind)
    let steps = kind == .lbfgs ? 12 : 36
    let losses = try Self.losses(try Self.trainer(options), steps: steps)
    #expect(try #require(losses.last) < losses[0] / 2)
    #expect(try Self.losses(try Self.trainer(options), steps: steps) == losses)
  }

  @Test(arguments: Activation.allCases)
  func `each activation learns in a deep network`(_ activation: Activation) throws {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 32, 24, 16, 10], activation: activation),
      schedule: RateSchedule(base: 0.003, course: .constant), optimizer: .adam)
    let losses = try Self.losses(try Self.trainer(options), steps: 150)
    #expect(losses[0] < 6)
    #expect(try #require(losses.last) < losses[0] * 0.6)
  }

  @Test(arguments: Loss.allCases)
  func `each loss falls on digits`(_ loss: Loss) throws {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 20, 10], loss: loss),
      schedule: RateSchedule(base: 0.05, course: .constant))
    let trainer = try Self.trainer(options)
    let before = try trainer.examine()
    let losses = try Self.losses(trainer, steps: 60)
    #expect(try #require(losses.last) < losses[0] * 0.6)
    #expect(try #require(trainer.examine().accuracy) > #require(before.accuracy) + 0.3)
  }

  @Test func `one full batch of L-BFGS goes as far as its line search allows`() throws {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 8, 10]), schedule: RateSchedule(base: 1, course: .constant),
      optimizer: .lbfgs, threads: 2)
    let losses = try Self.losses(try Self.trainer(options), steps: 15)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 }, "the loss never rises")
  }

  /// The gradient of the objective is that of the loss, and λ·w more for each weight.
  @Test func `the penalty adds its part to the gradient, and none for biases`() throws {
    let lambda: Float = 0.25
    func trainer(l2: Float) throws -> Trainer {
      try Self.trainer(
        TrainingOptions(
          plan: NetworkPlan(widths: [784, 6, 10], l2: l2),
          schedule: RateSchedule(base: 1e-30, course: .constant), optimizer: .sgd, seed: 3,
          threads: 2))
    }
    let (plain, penalised) = (try trainer(l2: 0), try trainer(l2: lambda))
    #expect(try plain.runStep() == penalised.runStep(), "the loss is told without the penalty")
    for (index, parameter) in plain.network.parameters.enumerated() {
      let weights = plain.elements(ofParameter: index)
      let (without, with) = (
        plain.gradient(ofParameter: index), penalised.gradient(ofParameter: index)
      )
      for place in weights.indices {
        let wanted = without[place] + (parameter.isWeight ? lambda * weights[place] : 0)
        #expect(abs(with[place] - wanted) < 1e-5)
      }
    }
  }

  @Test func `the small regression of the course notes falls in a thousand steps`() throws {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [5, 3, 1], activation: .relu, loss: .mse),
      schedule: RateSchedule(base: 1e-3, course: .constant), optimizer: .sgd)
    let trainer = try Trainer(options, examples: SyntheticRegression.split())
    let losses = try Self.losses(trainer, steps: 1000)
    let (early, late) = (losses.prefix(20).reduce(0, +), losses.suffix(20).reduce(0, +))
    #expect(late < early / 2)
    #expect(try trainer.examine().accuracy == nil)
  }

  @Test func `data and network that do not go together are refused`() throws {
    let digits = ExampleSplit(try Self.digits.get())
    let plans: [(NetworkPlan, ExampleSplit, String)] = [
      (
        NetworkPlan(widths: [5, 3, 1]), SyntheticRegression.split(),
        "the logistic loss needs classes, but this data has none: try --loss mse"
      ),
      (
        NetworkPlan(widths: [5, 3, 10]), digits,
        "the training data have 784 inputs, but the first layer 5"
      ),
      (
        NetworkPlan(widths: [784, 3, 7]), digits,
        "the training data have 10 outputs, but the last layer 7"
      ),
      (
        NetworkPlan(widths: [784]), digits, "a network needs at least two layers, such as 784-72-10"
      ),
    ]
    for (plan, data, words) in plans {
      let error = #expect(throws: TrainingSetupError.self) {
        try Trainer(TrainingOptions(plan: plan), examples: data)
      }
      #expect(error?.description == words)
    }
  }

  @Test func `a weight that is no number is told by its name`() throws {
    let trainer = try Self.trainer(TrainingOptions(plan: NetworkPlan(widths: [784, 6, 10])))
    var weights = trainer.elements(ofParameter: 2)
    weights[8] = .infinity
    try trainer.setElements(weights, ofParameter: 2)
    let error = #expect(throws: TrainingStopped.self) { try trainer.runStep() }
    #expect(error?.origin?.isParameter == true)
    #expect(
      error?.description == """
        the loss became nan in epoch 1, minibatch 1: the last step made W2[1, 2] inf; \
        a smaller --rate may help
        """)
  }

  @Test func `an overflow within a layer is told by node, layer and example`() throws {
    let trainer = try Self.trainer(
      TrainingOptions(
        plan: NetworkPlan(widths: [784, 6, 10], activation: .relu), batch: 10, threads: 2))
    var weights = trainer.elements(ofParameter: 0)
    for pixel in 0..<784 { weights[2 * 784 + pixel] = 3e38 }
    try trainer.setElements(weights, ofParameter: 0)
    let before = trainer.elements(ofParameter: 3)
    let order = trainer.order
    let error = #expect(throws: TrainingStopped.self) { try trainer.runStep() }
    let origin = try #require(error?.origin)
    #expect(origin.operation == "matmul" || origin.operation == "@", "\(origin.operation)")
    #expect(origin.group == "layer 1")
    #expect(origin.place == [0, 2])
    #expect(origin.example == Int(order[0]))
    #expect(origin.value == .infinity)
    #expect(trainer.elements(ofParameter: 3) == before, "a step that fails changes nothing")
  }
}
