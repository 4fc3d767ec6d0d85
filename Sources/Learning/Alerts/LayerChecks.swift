/// Finds layers whose units are dead in two looks, one after the other.
struct DeadCheck: AlertCheck {
  private var wasDead: [Bool] = []

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    guard let units = step.units else { return [] }
    let isDead = units.map { ($0?.dead ?? 0) >= AlertRule.dead.threshold }
    defer { wasDead = isDead }
    return isDead.indices.compactMap { layer in
      guard isDead[layer], wasDead.indices.contains(layer), wasDead[layer],
        let share = units[layer]?.dead
      else { return nil }
      return Finding(
        kind: .dead, layer: layer, value: share, threshold: AlertRule.dead.threshold)
    }
  }
}

/// Finds layers that are saturated, look after look, and pass hardly any gradient while there is much
/// to learn.
struct SaturatedCheck: AlertCheck {
  /// How much of the gradient has to pass.
  private static let leastPassed = 0.2
  private static let looks = 3

  private var counts: [Int] = []

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    guard let units = step.units else { return [] }
    if counts.count != units.count { counts = Array(repeating: 0, count: units.count) }
    return units.indices.compactMap { layer in
      guard let shares = units[layer], step.hasMuchToLearn, shares.passed < Self.leastPassed,
        shares.saturated - shares.dead >= AlertRule.saturated.threshold
      else {
        counts[layer] = 0
        return nil
      }
      counts[layer] += 1
      guard counts[layer] >= Self.looks else { return nil }
      return Finding(
        kind: .saturated, layer: layer, value: shares.saturated,
        threshold: AlertRule.saturated.threshold)
    }
  }
}

/// Finds layers whose gradient is next to nothing beside the last layer's for a while, or nothing at
/// all for some minibatches.
struct VanishingCheck: AlertCheck {
  private static let patience = 20
  private static let patienceWithNothing = 3

  private var counts: [Int] = []
  private var nothings: [Int] = []

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    let weights = network.weights
    if counts.count != weights.count {
      counts = Array(repeating: 0, count: weights.count)
      nothings = counts
    }
    guard step.loss.isFinite, step.loss > 0, let last = weights.last else { return [] }
    let lastSize = network.size(ofGradient: last, in: step)
    var findings: [Finding] = []
    for (layer, index) in weights.enumerated() {
      let size = network.size(ofGradient: index, in: step)
      counts[layer] = size < AlertRule.vanishing.threshold * lastSize ? counts[layer] + 1 : 0
      nothings[layer] = size == 0 ? nothings[layer] + 1 : 0
      guard counts[layer] >= Self.patience || nothings[layer] >= Self.patienceWithNothing else {
        continue
      }
      findings.append(
        Finding(
          kind: .vanishing(blockedBy: size == 0 ? block(above: layer, at: step, of: network) : nil),
          layer: layer, value: lastSize > 0 ? size / lastSize : 0,
          threshold: AlertRule.vanishing.threshold))
    }
    return findings
  }

  /// The weights beyond a layer that are all 0.
  private func block(
    above layer: Int, at step: WatchedStep, of network: WatchedNetwork
  ) -> String? {
    network.weights.dropFirst(layer + 1).first { step.norms[$0].norm == 0 }
      .map { network.parameters[$0].name }
  }
}

/// Finds weights that minibatches change too much, or too little while there is much to learn.
struct UpdateRatioCheck: AlertCheck {
  private static let least = 1e-6
  private static let count = 20

  private var usual: [RunningMedian] = []

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    let weights = network.weights
    if usual.count != weights.count {
      usual = Array(repeating: RunningMedian(of: Self.count), count: weights.count)
    }
    var findings: [Finding] = []
    for (layer, index) in weights.enumerated() {
      usual[layer].add(step.norms[index].updateRatio)
      guard usual[layer].count == Self.count, let ratio = usual[layer].median else { continue }
      if ratio > AlertRule.updateRatio.threshold {
        findings.append(
          Finding(
            kind: .updatesTooLarge, layer: layer, value: ratio,
            threshold: AlertRule.updateRatio.threshold))
      } else if ratio > 0, ratio < Self.least, step.hasMuchToLearn {
        findings.append(
          Finding(kind: .updatesTooSmall, layer: layer, value: ratio, threshold: Self.least))
      }
    }
    return findings
  }
}
