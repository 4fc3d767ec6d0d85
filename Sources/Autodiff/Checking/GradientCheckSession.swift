/// One run of a gradient check: the function to probe and the adjoints to judge.
struct GradientCheckSession {
  private var probe: Probe
  private let adjoints: [(node: NodeID, elements: [Double])]
  private let adjointsByNode: [NodeID: [Double]]
  private let reach: Reach
  private let kinks: KinkSearch
  private let tolerance: Double
  /// The largest adjoint: derivatives that are tiny beside it need not be as exact.
  private let scale: Double

  /// An element of an input.
  struct Place: Hashable {
    let node: NodeID
    let element: Int
  }

  init(
    probe: Probe, adjoints: [(NodeID, [Double])], reach: Reach, kinks: KinkSearch, tolerance: Double
  ) {
    self.probe = probe
    self.adjoints = adjoints.map { (node: $0.0, elements: $0.1) }
    adjointsByNode = Dictionary(adjoints) { first, _ in first }
    self.reach = reach
    self.kinks = kinks
    self.tolerance = tolerance
    scale = adjoints.flatMap(\.1).map(\.magnitude).filter(\.isFinite).max() ?? 0
  }

  /// All elements in order.
  var places: [Place] {
    adjoints.flatMap { node, elements in
      elements.indices.map { Place(node: node, element: $0) }
    }
  }

  /// So many different elements in order, all equally likely.
  func sample(_ count: Int, using random: inout some RandomNumberGenerator) -> [Place] {
    let places = places
    return places.indices.shuffled(using: &random).prefix(count).sorted().map { places[$0] }
  }

  /// Compares the adjoint of one element with its differences.
  mutating func check(_ place: Place) -> DerivativeCheck {
    let adjoint = adjointsByNode[place.node]?[place.element] ?? .nan
    let value = probe.evaluation.value(of: place.node).elements[place.element]
    return check(
      .element(place.node, place.element), along: .element(place.node, place.element),
      adjoint: adjoint, size: value.magnitude, isReached: reach.contains(place.node.index))
  }

  /// Compares the adjoints of all elements with the differences along a random direction, each
  /// element moving by as much as any other, forth or back.
  mutating func checkProjection(
    _ number: Int, using random: inout some RandomNumberGenerator
  ) -> DerivativeCheck {
    var factors: [NodeID: [Double]] = [:]
    var product = 0.0
    for (node, elements) in adjoints {
      let signs = elements.map { _ in Bool.random(using: &random) ? 1.0 : -1 }
      factors[node] = signs
      product += zip(signs, elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return check(
      .projection(number), along: .everywhere(factors), adjoint: product, size: 1, isReached: true)
  }

  private mutating func check(
    _ subject: DerivativeCheck.Subject, along direction: Probe.Direction, adjoint: Double,
    size: Double, isReached: Bool
  ) -> DerivativeCheck {
    let unit = max(size, 1)
    let curve = probe.curve(along: direction, unit: unit, adjoint: adjoint, scale: scale)
    let verdict = verdict(on: curve, along: direction, adjoint, unit, isReached: isReached)
    // Beside a number that is near an edge or a kink at 0, steps have to be smaller than the number.
    if size > 0, size < 1, verdict != .agrees {
      let finer = probe.curve(along: direction, unit: size, adjoint: adjoint, scale: scale)
      if self.verdict(on: finer, along: direction, adjoint, size, isReached: isReached) == .agrees {
        return DerivativeCheck(subject: subject, adjoint: adjoint, curve: finer, verdict: .agrees)
      }
    }
    return DerivativeCheck(subject: subject, adjoint: adjoint, curve: curve, verdict: verdict)
  }

  private mutating func verdict(
    on curve: DifferenceCurve, along direction: Probe.Direction, _ adjoint: Double, _ unit: Double,
    isReached: Bool
  ) -> GradientVerdict {
    guard adjoint.isFinite, probe.size.isFinite else { return .nonFinite }
    guard let best = curve.bestPlace else {
      // What only chooses, such as a label, has no derivative that could be wrong.
      return isReached ? .nonFinite : .notDifferentiable(at: nil)
    }
    let isApart = curve.sidesStayApart
    if isApart, let node = kinks.culprit(&probe, along: direction, unit: unit) {
      return .notDifferentiable(at: node)
    }
    if agrees(curve) { return isTrusted(best, of: curve, adjoint) ? .agrees : .cancellation }
    // Kinks that cancel each other leave the output smooth, but not the convention of the rules.
    if !isApart, let node = kinks.culprit(&probe, along: direction, unit: unit) {
      return .notDifferentiable(at: node)
    }
    return isLost(curve, adjoint) ? .cancellation : .wrongRule
  }

  private func agrees(_ curve: DifferenceCurve) -> Bool {
    curve.bestPlace.map { curve.quotients[$0].error <= tolerance } ?? false
  }

  /// Whether agreement is more than luck: between quotients that are all noise, one may hit.
  private func isTrusted(_ place: Int, of curve: DifferenceCurve, _ adjoint: Double) -> Bool {
    let quotient = curve.quotients[place]
    let size = max(adjoint.magnitude, quotient.central.magnitude, 1e-8 * scale)
    return adjoint == quotient.central || curve.uncertainty(at: place) <= 0.01 * size
  }

  /// Whether the adjoint lies within what rounding and curvature leave uncertain.
  private func isLost(_ curve: DifferenceCurve, _ adjoint: Double) -> Bool {
    guard !curve.isRough, let place = curve.surestPlace else { return true }
    let difference = (adjoint - curve.quotients[place].central).magnitude
    return difference <= 4 * curve.uncertainty(at: place)
  }
}
