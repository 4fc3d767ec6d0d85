/// Finds runs whose loss is that of guessing after so many minibatches, and hardly falls.
struct GuessingCheck: AlertCheck {
  private static let strip = 100
  private static let interval = 50
  /// A loss that falls by more than this part from strip to strip is left alone.
  private static let leastProgress = 0.05

  private var strips = RunningStrips(of: Self.strip)

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    strips.add(step.loss)
    let level = network.guessing.loss
    guard step.step.isMultiple(of: Self.interval), level > 0, let means = strips.means,
      means.later >= AlertRule.guessing.threshold * level,
      means.later > (1 - Self.leastProgress) * means.earlier
    else { return [] }
    return [
      Finding(
        kind: .guessing, value: means.later / level, threshold: AlertRule.guessing.threshold)
    ]
  }
}

/// Finds runs that stand still, looked at every so often.
struct NoProgressCheck: AlertCheck {
  private static let strip = 300
  private static let interval = 50

  private var strips = RunningStrips(of: Self.strip)

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    strips.add(step.loss)
    guard step.step.isMultiple(of: Self.interval), step.hasMuchToLearn, let means = strips.means,
      means.earlier > 0
    else { return [] }
    let progress = (means.earlier - means.later) / means.earlier
    guard progress < AlertRule.noProgress.threshold else { return [] }
    return [
      Finding(
        kind: .noProgress, value: progress, threshold: AlertRule.noProgress.threshold)
    ]
  }
}

/// Finds test results that are far from what training promises.
struct GapCheck: AlertCheck {
  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    guard let (test, trainingLoss) = step.test, network.guessing.loss > 0 else { return [] }
    if let accuracy = test.accuracy, let chance = network.guessing.accuracy, !step.hasMuchToLearn,
      accuracy < chance / 2
    {
      return [Finding(kind: .belowChance, value: accuracy, threshold: chance / 2)]
    }
    let gap = (Double(test.loss) - trainingLoss) / network.guessing.loss
    guard gap > AlertRule.gap.threshold else { return [] }
    return [Finding(kind: .gap, value: gap, threshold: AlertRule.gap.threshold)]
  }
}
