/// Moves inputs a little and looks at what the output does; knows nothing of any derivative.
struct Probe {
  /// What is moved.
  enum Direction: Hashable {
    /// One element of an input.
    case element(NodeID, Int)
    /// All elements of several inputs at once, each by its own factor.
    case everywhere([NodeID: [Double]])
  }

  /// Every value at the point, and scratch memory for the values beside it.
  private(set) var evaluation: Evaluation<Double>
  /// The elements of the output at the point.
  let center: [Double]
  private let output: NodeID
  private let weights: [Double]

  /// The steps, two in each power of ten, from where curvature is plain to see to where all is
  /// rounding.
  static let steps: [Double] = (1...10).flatMap { power in
    let step = Double.pow(10, -Double(power))
    return power == 10 ? [step] : [step, 0.3 * step]
  }

  /// The values of a graph whose inputs are set; `weights` is the adjoint of the output's elements.
  init(_ evaluation: Evaluation<Double>, output: NodeID, weights: [Double]) {
    self.evaluation = evaluation
    self.evaluation.forward()
    self.output = output
    self.weights = weights
    center = self.evaluation.value(of: output).elements
  }

  /// The magnitude of the number whose derivative is sought.
  var size: Double { zip(weights, center).reduce(0) { $0 + ($1.0 * $1.1).magnitude } }

  /// The quotients along a direction for every step, in units of `unit`, against an adjoint.
  mutating func curve(
    along direction: Direction, unit: Double, adjoint: Double, scale: Double
  ) -> DifferenceCurve {
    let quotients = Self.steps.map { step in
      quotient(along: direction, step: step * unit, adjoint: adjoint, scale: scale)
    }
    return DifferenceCurve(quotients, size: size)
  }

  private mutating func quotient(
    along direction: Direction, step: Double, adjoint: Double, scale: Double
  ) -> DifferenceQuotient {
    let (ahead, above) = moved(by: step, along: direction) { $0.value(of: $1).elements }
    let (behind, below) = moved(by: -step, along: direction) { $0.value(of: $1).elements }
    let rise = weighted(ahead, center)
    let fall = weighted(center, behind)
    let central = weighted(ahead, behind) / (above - below)
    let difference = (adjoint - central).magnitude
    let size = max(adjoint.magnitude, central.magnitude, 1e-8 * scale)
    return DifferenceQuotient(
      step: step, central: central, right: rise / above, left: fall / -below,
      error: difference == 0 ? 0 : difference / size)
  }

  /// `Σ wᵢ·(aᵢ - bᵢ)`, subtracted before it is added up, so that little is lost.
  private func weighted(_ a: [Double], _ b: [Double]) -> Double {
    weights.indices.reduce(0) { $0 + weights[$1] * (a[$1] - b[$1]) }
  }

  /// What `read` finds when the inputs have moved, and how far they really did: adding a small
  /// number to a large one rounds.
  mutating func moved<Result>(
    by step: Double, along direction: Direction,
    _ read: (Evaluation<Double>, NodeID) -> Result
  ) -> (Result, distance: Double) {
    switch direction {
    case .element(let node, let element):
      let old = replace(element, of: node) { $0 + step }
      evaluation.forward()
      let result = read(evaluation, output)
      let new = replace(element, of: node) { _ in old }
      return (result, new - old)
    case .everywhere(let factors):
      let old = factors.keys.map { ($0, evaluation.value(of: $0).elements) }
      for (node, values) in old {
        let factors = factors[node] ?? []
        store(zip(values, factors).map { $0 + step * $1 }, in: node)
      }
      evaluation.forward()
      let result = read(evaluation, output)
      for (node, values) in old { store(values, in: node) }
      return (result, step)
    }
  }

  /// Gives an element another value and returns the one it had.
  private mutating func replace(
    _ element: Int, of node: NodeID, by change: (Double) -> Double
  ) -> Double {
    evaluation.withMutableElements(of: node) { elements in
      let old = elements[element]
      elements[element] = change(old)
      return old
    }
  }

  private mutating func store(_ values: [Double], in node: NodeID) {
    evaluation.withMutableElements(of: node) { elements in
      for (place, value) in values.enumerated() { elements[place] = value }
    }
  }
}
