/// Judges one adjoint by the slopes along a line.
struct SlopeJudge {
  let line: ProbeLine
  let adjoint: Double
  /// What the steps are multiples of.
  var unit: Double
  let tolerance: Double
  let scale: Double
  /// Whether an adjoint comes back to what moves, or only choices depend on it.
  let isReached: Bool
  let sweepsAllSteps: Bool
  /// How much of the adjoint itself is rounding, once that has been asked for.
  private var tremble: Double?

  init(
    line: ProbeLine, adjoint: Double, unit: Double, tolerance: Double, scale: Double,
    isReached: Bool,
    sweepsAllSteps: Bool
  ) {
    self.line = line
    self.adjoint = adjoint
    self.unit = unit
    self.tolerance = tolerance
    self.scale = scale
    self.isReached = isReached
    self.sweepsAllSteps = sweepsAllSteps
  }

  /// A verdict, and what it rests on.
  struct Judgement {
    var verdict: GradientVerdict
    var curve: DifferenceCurve
    var estimate: SlopeEstimate?
    var error = Double.nan
    var sides: OneSidedSlopes?
    /// The slopes that the verdict rests on.
    var evidence: [SlopeEstimate] = []
    /// Whether the output is finite on one side only, as far as the steps go.
    var isOneSided = false

    /// Whether smaller steps could not change the verdict.
    var isSettled: Bool { verdict == .agrees || verdict.node != nil }

    /// Whether any verdict of smaller steps is to be preferred.
    var saysNothing: Bool {
      verdict == .lostInRounding || verdict == .notFinite || isOneSided && verdict == .wrong
    }
  }

  /// Moves the inputs until the slopes allow a verdict. Two steps settle what is smooth; what they do
  /// not settle takes all steps, and a look at what switches.
  mutating func judge(_ probe: inout Probe, _ switches: SwitchSearch) -> Judgement {
    guard adjoint.isFinite, probe.size.isFinite else {
      let steps = sweepsAllSteps ? Probe.steps : Probe.middleSteps
      return Judgement(verdict: .notFinite, curve: curve(&probe, steps: steps))
    }
    if !sweepsAllSteps {
      let curve = curve(&probe, steps: Probe.middleSteps)
      if curve.sidesMeet, let estimate = curve.estimate() {
        let judgement = judgement(of: estimate, on: curve)
        if judgement.verdict == .agrees, isCertain(estimate) { return judgement }
      }
    }
    var curve = curve(&probe, steps: Probe.steps)
    // What switches at the point itself does so within the smallest step too.
    let clear = switches.firstClearStep(&probe, along: line, in: curve)
    let isClear = clear < curve.quotients.count
    let culprit = isClear ? nil : switches.culprit(&probe, along: line, unit: unit)
    let start = culprit == nil ? clear : 0
    var judgement = judgement(on: curve, from: start, culprit)
    var examined: Set<Int> = []
    while judgement.verdict.isContradiction {
      // Nobody is accused before rounding has been worked out at the very points compared.
      let doubtful = places(of: judgement.evidence).subtracting(examined)
      guard !doubtful.isEmpty || culprit == nil && tremble == nil else { break }
      for place in doubtful {
        let noise = probe.noise(along: line, at: curve.quotients[place].step)
        curve.raiseNoise(to: noise, at: place)
      }
      examined.formUnion(doubtful)
      if doubtful.isEmpty { tremble = probe.adjointTremble(along: line) }
      judgement = self.judgement(on: curve, from: start, culprit)
    }
    return judgement
  }

  private func curve(_ probe: inout Probe, steps: [Double]) -> DifferenceCurve {
    probe.curve(along: line, steps: steps, unit: unit, adjoint: adjoint, scale: scale)
  }

  /// The places of the curve that a judgement rests on: an estimate is made of three steps.
  private func places(of evidence: [SlopeEstimate]) -> Set<Int> {
    Set(evidence.flatMap { max($0.place - 2, 0)...$0.place })
  }
}

extension SlopeJudge {
  private func judgement(
    on curve: DifferenceCurve, from start: Int, _ culprit: NodeID?
  ) -> Judgement {
    var judgement = verdict(on: curve, from: start, culprit)
    if judgement.verdict.isContradiction, curve.isRough { judgement.verdict = .lostInRounding }
    return judgement
  }

  private func verdict(
    on curve: DifferenceCurve, from start: Int, _ culprit: NodeID?
  ) -> Judgement {
    if start == 0, curve.jumps {
      // Where nothing switches, the output only rises more steeply than the steps can follow.
      return culprit.map { Judgement(verdict: .jump(at: $0), curve: curve) } ?? hidden(curve)
    }
    let center = curve.estimate(from: start)
    let (left, right) = (
      curve.estimate(.left, from: start), curve.estimate(.right, from: start)
    )
    guard let left, let right else {
      return start > 0 ? hidden(curve) : judgement(on: curve, edge: left ?? right)
    }
    let sides = OneSidedSlopes(left: left.slope, right: right.slope)
    guard left.allows(right) || isClose(left.slope, right.slope) else {
      let nearest = center ?? right
      let isBetween = contains(adjoint, between: left, right)
      // Where nothing switches, the output only bends more sharply than the steps can follow.
      let verdict: GradientVerdict =
        if let culprit { isBetween ? .kink(at: culprit) : .wrongAtKink(at: culprit) } else {
          isBetween ? .lostInRounding : .wrong
        }
      return Judgement(
        verdict: verdict, curve: curve, estimate: nearest, error: error(nearest), sides: sides,
        evidence: [left, right])
    }
    guard let center else { return judgement(on: curve, edge: right) }
    let judgement = judgement(of: center, on: curve)
    guard let culprit, judgement.verdict == .wrong else { return judgement }
    return Judgement(
      verdict: .wrongAtKink(at: culprit), curve: curve, estimate: center, error: error(center),
      sides: sides, evidence: [center])
  }

  /// Nothing can be said: what happens here does so within the smallest step.
  private func hidden(_ curve: DifferenceCurve) -> Judgement {
    Judgement(verdict: .lostInRounding, curve: curve)
  }

  /// At the edge of a domain there are slopes on one side, or on none.
  private func judgement(on curve: DifferenceCurve, edge: SlopeEstimate?) -> Judgement {
    guard let edge else {
      // What only chooses, such as a label, has no derivative that could be wrong.
      return Judgement(verdict: isReached ? .notFinite : .kink(at: nil), curve: curve)
    }
    var judgement = judgement(of: edge, on: curve)
    judgement.isOneSided = true
    // A slope that still changes with every step, as a logarithm's does, is none to hold against it.
    if judgement.verdict == .wrong, !isCertain(edge) { judgement.verdict = .lostInRounding }
    return judgement
  }

  /// Compares the adjoint with a slope where there is only one.
  private func judgement(of estimate: SlopeEstimate, on curve: DifferenceCurve) -> Judgement {
    let isWithin = difference(estimate) <= 2 * estimate.uncertainty + 4 * (tremble ?? 0)
    let vanishes = isWithin && estimate.uncertainty <= tolerance * curve.steepest
    let error = vanishes ? error(estimate, beside: curve.steepest) : error(estimate)
    let agrees = error <= tolerance && (vanishes || isCertain(estimate))
    return Judgement(
      verdict: agrees ? .agrees : isWithin ? .lostInRounding : .wrong, curve: curve,
      estimate: estimate, error: error, evidence: [estimate])
  }

  /// Whether agreement is more than luck: between slopes that are all noise, one may hit.
  private func isCertain(_ estimate: SlopeEstimate) -> Bool {
    adjoint == estimate.slope || estimate.uncertainty <= 0.01 * size(estimate.slope)
  }

  /// Whether an adjoint is one of two slopes or lies between them.
  private func contains(
    _ adjoint: Double, between left: SlopeEstimate, _ right: SlopeEstimate
  ) -> Bool {
    let slack =
      2 * max(left.uncertainty, right.uncertainty) + 4 * (tremble ?? 0)
      + tolerance * max(left.slope.magnitude, right.slope.magnitude)
    return adjoint >= min(left.slope, right.slope) - slack
      && adjoint <= max(left.slope, right.slope) + slack
  }

  private func difference(_ estimate: SlopeEstimate) -> Double {
    (adjoint - estimate.slope).magnitude
  }

  private func error(_ estimate: SlopeEstimate, beside slope: Double = 0) -> Double {
    let difference = difference(estimate)
    return difference == 0 ? 0 : difference / max(size(estimate.slope), slope)
  }

  private func size(_ slope: Double) -> Double {
    max(adjoint.magnitude, slope.magnitude, 1e-8 * scale)
  }

  private func isClose(_ left: Double, _ right: Double) -> Bool {
    (left - right).magnitude <= 10 * tolerance * max(left.magnitude, right.magnitude)
  }
}
