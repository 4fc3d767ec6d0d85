/// How many minibatches a usual size is taken from, at most and at least.
private let usualCount = 50
private let leastCount = 5

/// Finds losses far above those before.
struct LossSpikeCheck: AlertCheck {
  private var usual = RunningMedian(of: usualCount)

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    defer { usual.add(step.loss) }
    guard usual.count >= leastCount, let median = usual.median, median > 0,
      step.loss > network.guessing.loss, step.loss > AlertRule.lossSpike.threshold * median
    else { return [] }
    return [
      Finding(
        kind: .lossSpike, value: step.loss / median, threshold: AlertRule.lossSpike.threshold)
    ]
  }
}

/// Finds updates far larger than those before, whatever the rate is.
struct UpdateSpikeCheck: AlertCheck {
  private var usual = RunningMedian(of: usualCount)

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    guard step.rate > 0 else { return [] }
    let speed = step.updateNorm / step.rate
    defer { usual.add(speed) }
    guard usual.count >= leastCount, let median = usual.median, median > 0,
      speed > AlertRule.updateSpike.threshold * median
    else { return [] }
    return [
      Finding(
        kind: .updateSpike, value: speed / median, threshold: AlertRule.updateSpike.threshold)
    ]
  }
}

/// Finds gradients far larger than those before, and layers whose gradients are far larger than the
/// last layer's.
struct ExplodingCheck: AlertCheck {
  private static let greatestOverLast = 1000.0

  private var usual = RunningMedian(of: usualCount)

  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    let norm = step.gradientNorm
    defer { usual.add(norm) }
    if usual.count >= leastCount, let median = usual.median, median > 0,
      norm > AlertRule.exploding.threshold * median
    {
      return [
        Finding(
          kind: .exploding, value: norm / median, threshold: AlertRule.exploding.threshold)
      ]
    }
    return layers(at: step, of: network)
  }

  private func layers(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    guard let last = network.weights.last else { return [] }
    let lastSize = network.size(ofGradient: last, in: step)
    guard lastSize > 0 else { return [] }
    return network.weights.dropLast().compactMap { index in
      let ratio = network.size(ofGradient: index, in: step) / lastSize
      guard ratio > Self.greatestOverLast else { return nil }
      return Finding(
        kind: .explodingLayer, layer: network.parameters[index].layer, value: ratio,
        threshold: Self.greatestOverLast)
    }
  }
}

/// Finds losses and norms that are infinite or not numbers.
struct NonFiniteCheck: AlertCheck {
  mutating func findings(at step: WatchedStep, of network: WatchedNetwork) -> [Finding] {
    if !step.loss.isFinite { return [finding("the loss", step.loss)] }
    let norms = step.norms
    let place = norms.firstIndex { !$0.norm.isFinite || !$0.gradientNorm.isFinite }
    guard let place, network.parameters.indices.contains(place) else { return [] }
    let (parameter, found) = (network.parameters[place], norms[place])
    return found.norm.isFinite
      ? [
        finding(
          "the gradient of \(parameter.name)", Double(found.gradientNorm), layer: parameter.layer)
      ] : [finding(parameter.name, Double(found.norm), layer: parameter.layer)]
  }

  private func finding(_ what: String, _ value: Double, layer: Int? = nil) -> Finding {
    Finding(
      kind: .nonFinite(of: what), layer: layer, value: value,
      threshold: AlertRule.nonFinite.threshold)
  }
}
