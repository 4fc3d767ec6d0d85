/// Moves inputs a little and looks at what the output does; knows nothing of any derivative but how
/// far rounding moves the output.
struct Probe {
  /// Every value at the point, and beside it while a line is being followed.
  private(set) var evaluation: Evaluation<Double>
  /// The elements of the output at the point.
  private let center: [Double]
  /// The sweep at the point whose adjoints are judged, where it is not `evaluation`.
  private let judged: AnyEvaluation?
  let output: NodeID
  private let weights: [Double]
  private let noiseAtPoint: Double

  /// The steps, two in each power of ten, from where curvature is plain to see to where all is
  /// rounding.
  static let steps: [Double] = (1...10).flatMap { power in
    let step = Double.pow(10, -Double(power))
    return power == 10 ? [step] : [step, 0.3 * step]
  }

  /// Two steps between curvature and rounding, which settle what is neither steep nor tiny.
  static let middleSteps = Array(steps[4...5])

  /// An evaluation with values and adjoints, and another one of the same inputs if it is that one's
  /// adjoints that are judged; `weights` is the adjoint of the output's elements.
  init(
    _ evaluation: Evaluation<Double>, judging judged: AnyEvaluation?, output: NodeID,
    weights: [Double]
  ) {
    self.evaluation = evaluation
    self.judged = judged
    self.output = output
    self.weights = weights
    center = evaluation.value(of: output).elements
    noiseAtPoint = evaluation.roundingBound
  }

  /// The magnitude of the number whose derivative is sought.
  var size: Double { magnitude(of: judged?.value(of: output).elements ?? center) }

  /// The quotients along a line for the steps, in units of `unit`, against an adjoint.
  mutating func curve(
    along line: ProbeLine, steps: [Double], unit: Double, adjoint: Double, scale: Double
  ) -> DifferenceCurve {
    DifferenceCurve(
      steps.map { quotient(along: line, step: $0 * unit, adjoint: adjoint, scale: scale) })
  }

  private mutating func quotient(
    along line: ProbeLine, step: Double, adjoint: Double, scale: Double
  ) -> DifferenceQuotient {
    let ahead = elements(along: line, at: step)
    let behind = elements(along: line, at: -step)
    let (above, below) = (line.distance(step), line.distance(-step))
    let central = weighted(ahead, behind) / (above - below)
    let difference = (adjoint - central).magnitude
    let size = max(adjoint.magnitude, central.magnitude, 1e-8 * scale)
    let last = max(magnitude(of: ahead), magnitude(of: behind)) * Double.ulpOfOne / 2
    return DifferenceQuotient(
      step: step, central: central, right: weighted(ahead, center) / above,
      left: weighted(center, behind) / -below, error: difference == 0 ? 0 : difference / size,
      noise: 2 * (last.isFinite ? max(noiseAtPoint, last) : noiseAtPoint))
  }

  /// The elements of the output at a step.
  private mutating func elements(along line: ProbeLine, at step: Double) -> [Double] {
    move(by: step, along: line)
    return evaluation.value(of: output).elements
  }

  /// How far rounding may move the output beside the point: where intermediate values are larger
  /// there, it does so by more.
  mutating func noise(along line: ProbeLine, at step: Double) -> Double {
    [step, -step].map { step in
      move(by: step, along: line)
      // The output is part of the graph, and the weights are as many as its elements.
      try? evaluation.reverse(from: output, seed: weights)
      return 2 * evaluation.roundingBound
    }.reduce(0, max)
  }

  /// How much the adjoint along the line changes when every result, and every adjoint, is rounded in another way, in the
  /// precision of the adjoint: what cancels in the values or in the reverse sweep makes more of it than
  /// of the value.
  mutating func adjointTremble(along line: ProbeLine) -> Double {
    move(by: 0, along: line)
    var sweep = judged ?? AnyEvaluation(evaluation)
    let adjoint = adjoint(along: line, &sweep)
    return (0..<8).map { round in
      sweep.forward(trembling: round)
      try? sweep.reverse(from: output, seed: weights, trembling: round)
      return (along(line, sweep) - adjoint).magnitude
    }.filter(\.isFinite).reduce(0, max)
  }

  /// The adjoint at the values that a sweep has at this moment.
  private func adjoint(along line: ProbeLine, _ sweep: inout AnyEvaluation) -> Double {
    // The output is part of the graph, and the weights are as many as its elements.
    try? sweep.reverse(from: output, seed: weights)
    return along(line, sweep)
  }

  /// The adjoints of the inputs that move, by how much each does.
  private func along(_ line: ProbeLine, _ sweep: AnyEvaluation) -> Double {
    line.movers.reduce(0) { sum, mover in
      let adjoints = sweep.adjoint(of: mover.node).elements
      return mover.factors.enumerated().reduce(sum) { sum, factor in
        sum + factor.element * adjoints[mover.first + factor.offset]
      }
    }
  }

  /// `Σ wᵢ·(aᵢ - bᵢ)`, subtracted before it is added up, so that little is lost.
  private func weighted(_ a: [Double], _ b: [Double]) -> Double {
    weights.indices.reduce(0) { $0 + weights[$1] * (a[$1] - b[$1]) }
  }

  private func magnitude(of elements: [Double]) -> Double {
    zip(weights, elements).reduce(0) { $0 + ($1.0 * $1.1).magnitude }
  }

  /// Moves the inputs by a step from the point, and computes what that changes.
  mutating func move(by step: Double, along line: ProbeLine) {
    for mover in line.movers {
      evaluation.withMutableElements(of: mover.node) { elements in
        for (place, factor) in mover.factors.enumerated() {
          elements[mover.first + place] = mover.origin[place] + step * factor
        }
      }
    }
    evaluation.forward(along: line.path)
  }

  /// Which way each of the nodes goes where its operation branches, at the values of this moment.
  mutating func branches(of nodes: [NodeID]) -> [BranchPattern] {
    nodes.map { evaluation.branches(of: $0) }
  }
}
