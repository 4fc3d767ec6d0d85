/// A derivative of the output beside the differences it was compared with.
public struct DerivativeCheck: Hashable, Sendable {
  /// What the derivative is taken by.
  public enum Subject: Hashable, Sendable {
    /// One element of an input, in row-major order.
    case element(NodeID, Int)
    /// A random direction in which every element moves, by its number from 0.
    case projection(Int)
  }

  /// What the derivative is taken by.
  public let subject: Subject
  /// The adjoint, or for a projection its product with the direction.
  public let adjoint: Double
  /// The quotients for all steps, with their errors.
  public let curve: DifferenceCurve
  /// What the comparison says.
  public let verdict: GradientVerdict

  /// The quotient that is nearest to the adjoint; `nil` when none is finite.
  public var best: DifferenceQuotient? { curve.bestPlace.map { curve.quotients[$0] } }
}

/// What a gradient check found.
public struct GradientReport: Hashable, Sendable {
  /// The elements that were checked, by input in the order of the graph.
  public let elements: [DerivativeCheck]
  /// The random directions that were checked beside a sample of the elements.
  public let projections: [DerivativeCheck]
  /// How many elements all inputs have together.
  public let elementCount: Int

  /// Whether only some of the elements were checked.
  public var isSample: Bool { elements.count < elementCount }

  /// Everything that was checked.
  public var checks: [DerivativeCheck] { elements + projections }

  /// Whether nothing was found wrong.
  public var passes: Bool { !checks.contains { $0.verdict.isFailure } }
}

extension GradientReport {
  /// The report as one of another graph, in which the nodes are others.
  package func renamed(_ name: (NodeID) -> NodeID) -> GradientReport {
    GradientReport(
      elements: elements.map { $0.renamed(name) },
      projections: projections.map { $0.renamed(name) }, elementCount: elementCount)
  }
}

extension DerivativeCheck {
  fileprivate func renamed(_ name: (NodeID) -> NodeID) -> DerivativeCheck {
    var (subject, verdict) = (subject, verdict)
    if case .element(let node, let element) = subject { subject = .element(name(node), element) }
    if case .notDifferentiable(let node?) = verdict { verdict = .notDifferentiable(at: name(node)) }
    return DerivativeCheck(subject: subject, adjoint: adjoint, curve: curve, verdict: verdict)
  }
}
