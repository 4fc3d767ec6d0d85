/// Watches a run for all rules, from the records of its steps, its tests, and a look at its hidden
/// units now and then.
package struct AlertWatch {
  /// What a rule found about a layer before.
  private struct Subject: Hashable {
    let rule: AlertRule
    let layer: Int?
  }

  /// More alerts than this say nothing new.
  private static let greatestCount = 1000
  /// After so many minibatches without a finding the next one is news.
  private static let quiet = 100

  private let network: WatchedNetwork
  private var checks: [any AlertCheck] = [
    NonFiniteCheck(), UpdateSpikeCheck(), LossSpikeCheck(), ExplodingCheck(), DeadCheck(),
    SaturatedCheck(), VanishingCheck(), UpdateRatioCheck(), GuessingCheck(), NoProgressCheck(),
    GapCheck(),
  ]
  /// The last step at which each was found.
  private var lastSteps: [Subject: Int] = [:]
  private var count = 0
  private var losses = RunningMedian(of: 50)
  private var tests: Int

  /// Begins to watch a session, which measures norms.
  package init(_ session: TrainingSession) {
    let trainer = session.trainer
    network = WatchedNetwork(
      parameters: trainer.network.parameters,
      guessing: GuessingLevel(of: trainer.data.training, for: trainer.options.plan.loss))
    tests = session.record.tests.last?.moment.step ?? 0
  }

  /// The rules that the step of a session broke that was just done.
  mutating func alerts(after session: TrainingSession) -> [Alert] {
    let (trainer, number) = (session.trainer, session.record.steps)
    losses.add(Double(session.lastLoss))
    var step = WatchedStep(
      step: number, loss: Double(session.lastLoss), rate: Double(session.lastRate),
      norms: trainer.norms)
    step.hasMuchToLearn = (losses.median ?? .infinity) > network.guessing.loss / 2
    if isLook(number, norms: step.norms) {
      step.units = trainer.network.features.indices.map(trainer.unitShares(ofLayer:))
    }
    if let test = session.record.tests.last, test.moment.step > tests,
      let loss = session.record.epochLoss
    {
      tests = test.moment.step
      step.test = (test.result, Double(loss))
    }
    return alerts(at: step, epoch: session.position)
  }

  /// The rules that the step broke that stopped a session.
  mutating func alerts(at stop: TrainingStopped, of session: TrainingSession) -> [Alert] {
    let step = WatchedStep(
      step: session.record.steps + 1, loss: Double(stop.loss), rate: Double(session.trainer.rate),
      norms: session.trainer.norms)
    return alerts(at: step, epoch: session.position)
  }

  /// Whether to look at the hidden units: often at first, seldom later, and where a layer without
  /// any gradient asks for it.
  private func isLook(_ step: Int, norms: [ParameterNorms]) -> Bool {
    if step.isMultiple(of: step <= 40 ? 4 : 50) { return true }
    return step <= 1000 && norms.contains { $0.gradientNorm == 0 }
  }

  private mutating func alerts(at step: WatchedStep, epoch: Double) -> [Alert] {
    var alerts: [Alert] = []
    for index in checks.indices {
      for finding in checks[index].findings(at: step, of: network) where isNews(finding, step) {
        count += 1
        alerts.append(Alert(finding, step: step.step, epoch: epoch))
      }
    }
    return alerts
  }

  private mutating func isNews(_ finding: Finding, _ step: WatchedStep) -> Bool {
    let subject = Subject(rule: finding.rule, layer: finding.layer)
    let last = lastSteps.updateValue(step.step, forKey: subject)
    guard let last else { return count < Self.greatestCount }
    // Tests are rare: what one found, the next will find again.
    return finding.rule != .gap && count < Self.greatestCount && step.step - last > Self.quiet
  }
}

extension Alert {
  fileprivate init(_ finding: Finding, step: Int, epoch: Double) {
    self.init(
      rule: finding.rule, level: finding.level, step: step, epoch: epoch,
      layer: finding.layer.map { "layer \($0 + 1)" }, value: finding.value,
      threshold: finding.threshold, words: finding.words)
  }
}
