import Testing

@testable import Learning

@Suite struct TrainingBreakTests {
  private static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 200, test: 20))
  }

  private static func training(
    _ condition: String, rate: Float = 0.1, activation: Activation = .tanh,
    optimizer: OptimizerKind = .momentum
  ) throws -> SteppedTraining {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 8, 10], activation: activation), batch: 20,
      schedule: RateSchedule(base: rate), optimizer: optimizer)
    let training = try SteppedTraining(
      options, try data.get(), dataName: "drawn digits", epochs: 9)
    training.send(.setBreaks([condition]))
    return training
  }

  @Test func `a run stops before the update at which a condition holds, and n does it`() throws {
    let training = try Self.training("step == 4")
    training.step(10)
    // Each of the other seven steps was asked for while the fourth was held: the first did it.
    let free = try Self.training("step == 400")
    free.step(3)
    let held = try Self.training("step == 4")
    held.step(4)
    #expect(held.snapshot.heldBy == "step == 4")
    #expect(held.snapshot.record.steps == 3)
    #expect(held.snapshot.parameters == free.snapshot.parameters)
    held.step(1)
    free.step(1)
    #expect(held.snapshot.heldBy == nil && held.snapshot.record.steps == 4)
    #expect(held.snapshot.parameters == free.snapshot.parameters)
    #expect(training.snapshot.record.steps == 9)
  }

  @Test func `the step that is held can be looked at, and is then what the run does`() throws {
    let training = try Self.training("step == 4")
    training.step(4)
    let replay = Replay(training.history)
    let held = try replay.step(4)
    #expect(held.record.step == 4 && held.rows.count == 20)
    #expect(held.before.map(\.elements) == training.snapshot.parameters.map(\.elements))
    #expect(throws: ReplayError.notReached(step: 5, last: 4)) { try replay.step(5) }
    training.step(1)
    #expect(held.after.map(\.elements) == training.snapshot.parameters.map(\.elements))
    #expect(held.record.loss == training.history.records.last?.loss)
    #expect(throws: ReplayError.notReached(step: 5, last: 4)) { try replay.step(5) }
  }

  @Test func `norms, shares and losses are those of the minibatch`() throws {
    let losses = try Self.losses(12)
    let place = try #require(
      losses.indices.dropFirst(3).first { losses[$0] > median(losses[$0 - 3..<$0]) })
    let training = try Self.training("loss > median(loss, 3)")
    training.step(place + 1)
    #expect(training.snapshot.record.steps == place)
    #expect(training.snapshot.heldBy != nil)
    for condition in [
      "norm(adj(W1)) > 0", "norm(W2) > 0", "max(abs(adj(b1))) > 0", "saturated(1) >= 0",
    ] {
      let training = try Self.training(condition)
      training.step(1)
      #expect(training.snapshot.heldBy == condition)
    }
  }

  @Test func `a run by line searches stops, too, and goes on as it would have`() throws {
    let free = try Self.training("step == 400", rate: 1, optimizer: .lbfgs)
    free.step(4)
    for condition in ["step == 3", "norm(adj(W1)) > 0", "saturated(1) >= 0", "loss > 0"] {
      let held = try Self.training(condition, rate: 1, optimizer: .lbfgs)
      held.step(condition == "step == 3" ? 3 : 1)
      #expect(held.snapshot.heldBy == condition)
      #expect(held.snapshot.record.steps == (condition == "step == 3" ? 2 : 0))
      held.send(.setBreaks([]))
      held.step(4 - held.snapshot.record.steps)
      #expect(held.snapshot.record.steps == 4)
      #expect(held.snapshot.parameters == free.snapshot.parameters)
    }
  }

  @Test func `dead units stop a run whose ReLUs die`() throws {
    let training = try Self.training("dead(1) > 0.5", rate: 20, activation: .relu)
    training.send(.setMomentum(0))
    training.stepUntilHeld()
    #expect(training.snapshot.heldBy == "dead(1) > 0.5")
  }

  @Test func `nan stops before the run is lost`() throws {
    let training = try Self.training("nan", rate: 1e38)
    training.stepUntilHeld()
    #expect(training.snapshot.heldBy == "nan")
    #expect(training.snapshot.state == .paused)
  }

  @Test(arguments: ["", "los > 1", "dead(3) > 1", "median(loss, 0) > 1", "loss >", "norm(W9) > 1"])
  func `what cannot be read is refused in words`(condition: String) {
    #expect(throws: TrainingBreak.Problem.self) {
      try TrainingBreak(condition, plan: NetworkPlan(widths: [784, 8, 10]))
    }
  }

  @Test(arguments: ["loss > max(loss, rate)", "mean(W1) > 2", "min(loss, 3) < max( loss,3 )"])
  func `what the language answers is left to it`(condition: String) throws {
    _ = try TrainingBreak(condition, plan: NetworkPlan(widths: [784, 8, 10]))
  }

  @Test func `an error points at its place in what was typed`() {
    #expect {
      try TrainingBreak("loss > median(loss, 20) + los", plan: NetworkPlan(widths: [784, 8, 10]))
    } throws: {
      guard let problem = $0 as? TrainingBreak.Problem else { return false }
      let lines = problem.message.split(separator: "\n")
      return lines.count == 3 && lines[0].hasPrefix("condition:1:27: no node is called 'los'")
        && lines[1].contains("loss > median(loss, 20) + los") && lines[2].hasSuffix(" ^^^")
    }
  }

  private func median(_ losses: ArraySlice<Float>) -> Float { losses.sorted()[losses.count / 2] }

  private static func losses(_ count: Int) throws -> [Float] {
    let training = try Self.training("step == 400")
    training.step(count)
    return (1...count).compactMap { training.history.records.record(ofStep: $0)?.loss }
  }
}

extension SteppedTraining {
  fileprivate func stepUntilHeld() {
    for _ in 0..<60 where snapshot.heldBy == nil { step(1) }
  }
}
