import Debugging
import Explorer
import Learning
import TestSupport
import Testing
import TextCanvas

/// What the explorer's descent and the training screen make of the same network, data and rate.
@Suite struct DescentAgainstTrainingTests {
  private static let steps = 400

  /// The losses that a descent goes through.
  private func descent(_ network: OpenedNetwork, _ data: Examples) throws -> [Double] {
    let rows = (0..<data.count).map { Int32($0) }
    let program = try network.program(ofMinibatch: rows, of: data, title: "all rows")
    var model = try ExplorerModel(program, size: Size(width: 120, height: 40))
    let script = {
      var script = CommandScript()
      script.add(option: "descend 1e-3 \(Self.steps)", name: "--command")
      return script
    }()
    #expect(model.perform(script).problems.isEmpty)
    return model.losses
  }

  @Test func `the losses of a 5-3-1 regression agree step by step`() throws {
    let data = SyntheticRegression.split()
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [5, 3, 1], activation: .relu, loss: .mse),
      batch: data.training.count, schedule: RateSchedule(base: 1e-3, decay: 1), optimizer: .sgd)
    let start = try Trainer(options, examples: data).state.parameters
    let run = try SteppedTraining(
      options, data, dataName: "regression", epochs: Self.steps + 1)
    run.step(Self.steps + 1)
    let trained = run.snapshot.record.losses.map { Double($0.loss) }
    let descended = try descent(
      OpenedNetwork(options.plan, parameters: start), data.training)
    // The training screen notes the loss before each update, the descent one more at its end.
    #expect(trained.count == Self.steps + 1 && descended.count == Self.steps + 1)
    for (one, other) in zip(trained, descended) { #expect(abs(one - other) <= 2e-6 * other) }
    #expect(descended[Self.steps] < 0.9 * descended[0])
  }
}
