/// Compares adjoints with central differences, which know nothing of the rules.
///
/// ```swift
/// let report = try GradientCheck(of: z, in: evaluation).report()
/// report.passes
/// report.elements[0].verdict    // agrees
/// ```
///
/// Each derivative is compared with `(f(x+ε) - f(x-ε)) / 2ε` for a sweep of steps ε, since no single
/// one suits every function, and agrees when the best of the errors
/// `|a - n| / max(|a|, |n|, 1e-8·scale)` is within the tolerance; the scale is the largest adjoint.
/// Where it does not agree, the verdict tells a wrong rule from a kink, from cancellation and from
/// numbers that are not finite.
public struct GradientCheck: Sendable {
  /// The error up to which a derivative agrees.
  public var tolerance = 1e-7
  /// Up to so many elements, each is checked; of more, a sample and random projections.
  public var elementLimit = 2000
  /// How many elements a sample holds.
  public var sampleSize = 500
  /// How many random directions are checked beside a sample.
  public var projectionCount = 16
  private let output: NodeID
  private let seed: [Double]
  private let evaluation: Evaluation<Double>

  /// A check at the values that the inputs of an evaluation have.
  ///
  /// - Parameter seed: The adjoint of the output; 1 for each of its elements unless given.
  /// - Throws: ``GraphError`` when the output is not part of the graph or the seed of another size.
  public init(
    of output: NodeID, in evaluation: Evaluation<Double>, seed: [Double]? = nil
  ) throws(GraphError) {
    let place = try evaluation.placement(of: output, count: seed?.count)
    self.output = output
    self.seed = seed ?? Array(repeating: 1, count: place.count)
    self.evaluation = evaluation
  }

  /// Checks every element of every input that is not data.
  ///
  /// - Parameter adjoints: Adjoints to judge in place of those of the reverse sweep, by input, such
  ///   as a gradient worked out by hand.
  /// - Complexity: 38 forward sweeps for an element.
  public func report(
    judging adjoints: [NodeID: [Double]] = [:]
  ) throws(GraphError) -> GradientReport {
    var session = try session(judging: adjoints)
    let places = session.places
    return GradientReport(
      elements: places.map { session.check($0) }, projections: [], elementCount: places.count)
  }

  /// Checks every element up to ``elementLimit``; of more, a random sample of ``sampleSize`` and
  /// ``projectionCount`` random directions, in which all elements move at once.
  ///
  /// - Complexity: 38 forward sweeps for an element or a direction.
  public func report(
    judging adjoints: [NodeID: [Double]] = [:],
    sampling random: inout some RandomNumberGenerator
  ) throws(GraphError) -> GradientReport {
    guard let report = try report(judging: adjoints, sampling: &random, unless: { false }) else {
      return try report(judging: adjoints)
    }
    return report
  }

  /// The same, given up between two elements when it is cancelled; `nil` then.
  package func report(
    judging adjoints: [NodeID: [Double]] = [:],
    sampling random: inout some RandomNumberGenerator, unless isCancelled: () -> Bool
  ) throws(GraphError) -> GradientReport? {
    var session = try session(judging: adjoints)
    let places = session.places
    let isSample = places.count > elementLimit
    let chosen =
      isSample ? session.sample(min(sampleSize, places.count), using: &random) : places
    var (elements, projections): ([DerivativeCheck], [DerivativeCheck]) = ([], [])
    for place in chosen {
      guard !isCancelled() else { return nil }
      elements.append(session.check(place))
    }
    for number in 0..<(isSample ? max(projectionCount, 0) : 0) {
      guard !isCancelled() else { return nil }
      projections.append(session.checkProjection(number, using: &random))
    }
    return GradientReport(
      elements: elements, projections: projections, elementCount: places.count)
  }

  private func session(
    judging given: [NodeID: [Double]]
  ) throws(GraphError) -> GradientCheckSession {
    var evaluation = evaluation
    evaluation.forward()
    try evaluation.reverse(from: output, seed: seed)
    let graph = evaluation.graph
    let inputs = graph.nodes.filter { graph.operation(of: $0) == .input && graph.hasAdjoint($0) }
    for (node, adjoints) in given { _ = try evaluation.placement(of: node, count: adjoints.count) }
    return GradientCheckSession(
      probe: Probe(evaluation, output: output, weights: seed),
      adjoints: inputs.map { ($0, given[$0] ?? evaluation.adjoint(of: $0).elements) },
      reach: Reach(graph, from: output), kinks: KinkSearch(graph, output: output),
      tolerance: tolerance)
  }
}
