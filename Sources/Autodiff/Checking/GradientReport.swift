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
  /// The quotients for the steps that were tried, with their errors.
  public let curve: DifferenceCurve
  /// What the comparison says.
  public let verdict: GradientVerdict
  /// The slope that the differences settle on; `nil` when none is finite, and at a jump.
  public let estimate: SlopeEstimate?
  /// How far the adjoint is from the estimate, relative to the larger of the two; NaN without one.
  ///
  /// Where the derivative vanishes beside the slopes close by, as that of `x^3` at 0 does, the error
  /// is relative to these.
  public let error: Double
  /// The slopes on the two sides, where they were needed to judge.
  public let sides: OneSidedSlopes?
}

/// The slopes of the output to the left and to the right of a point.
public struct OneSidedSlopes: Hashable, Sendable {
  /// The slope as the input comes up to the point from below.
  public let left: Double
  /// The slope as it goes on from there.
  public let right: Double
}

/// What a gradient check found.
public struct GradientReport: Hashable, Sendable {
  /// The elements that were checked, by input in the order of the graph.
  public let elements: [DerivativeCheck]
  /// The random directions that were checked beside a sample of the elements.
  public let projections: [DerivativeCheck]
  /// How many elements there were to check.
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
    var subject = subject
    if case .element(let node, let element) = subject { subject = .element(name(node), element) }
    return DerivativeCheck(
      subject: subject, adjoint: adjoint, curve: curve, verdict: verdict.renamed(name),
      estimate: estimate, error: error, sides: sides)
  }
}
