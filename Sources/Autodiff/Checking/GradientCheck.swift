/// Compares adjoints with differences, which know nothing of the rules.
///
/// ```swift
/// let report = try GradientCheck(of: z, in: evaluation).report()
/// report.passes
/// report.elements[0].verdict    // agrees
/// ```
///
/// Each derivative is compared with what the quotients `(f(x+ε) - f(x-ε)) / 2ε` of several steps ε
/// tend to, since no single one suits every function, and agrees when the error
/// `|a - n| / max(|a|, |n|, 1e-8·scale)` is within the tolerance; the scale is the largest adjoint.
/// Two steps settle most derivatives. Where they do not, a whole sweep of steps tells a wrong adjoint
/// from a kink, a jump, from what rounding hides and from numbers that are not finite. How far
/// rounding reaches is bounded by the sizes of all intermediate values and what their adjoints make of
/// them; nothing within that bound is called wrong.
///
/// Adjoints of a sweep in single precision are judged by differences in double precision at the very
/// same inputs: those of single precision would know less than the adjoints do. What is expected of
/// the adjoints is what single precision allows, and what rounding makes of them is found by rounding
/// every result there in another way.
///
/// Where the numbers of nodes have fewer digits than the sweep, those digits are not judged: the check
/// leaves that rounding out, since a function of steps has no derivative.
public struct GradientCheck: Sendable {
  /// The error up to which a derivative agrees.
  public var tolerance = 1e-7
  /// Up to so many elements, each is checked; of more, a sample and random projections.
  public var elementLimit = 2000
  /// How many elements a sample holds.
  public var sampleSize = 500
  /// How many random directions are checked beside a sample.
  public var projectionCount = 16
  /// The elements that are checked, by input; every element of every input when `nil`.
  public var elements: [NodeID: [Int]]?
  /// Whether all steps are tried, also when the first ones settle a derivative, so that the curves of
  /// the report are whole.
  public var sweepsAllSteps = false
  private let output: NodeID
  private let seed: [Double]
  private let evaluation: Evaluation<Double>
  /// The sweep whose adjoints are judged, where it is not the one in double precision.
  private let judged: AnyEvaluation?

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
    self.evaluation = try evaluation.withoutRounding()
    judged = nil
  }

  /// A check of the adjoints that an evaluation of either precision computes.
  package init(
    of output: NodeID, in point: AnyEvaluation, seed: [Double]? = nil
  ) throws(GraphError) {
    let point = try point.withoutRounding()
    evaluation = try point.inDouble()
    let place = try evaluation.placement(of: output, count: seed?.count)
    self.output = output
    self.seed = seed ?? Array(repeating: 1, count: place.count)
    switch point.precision {
    case .double: judged = nil
    case .single:
      judged = point
      tolerance = Self.singleTolerance
    }
  }

  /// The error up to which a derivative in single precision agrees: some eighty units in the last
  /// place, which the sums of a layer leave room for.
  static let singleTolerance = 1e-5

  /// Checks every element of every input that is not data.
  ///
  /// - Parameter adjoints: Adjoints to judge in place of those of the reverse sweep, by input, such
  ///   as a gradient worked out by hand.
  /// - Complexity: A handful of forward sweeps for an element that agrees at once, at most some
  ///   hundred for any other.
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
  public func report(
    judging adjoints: [NodeID: [Double]] = [:],
    sampling random: inout some RandomNumberGenerator
  ) throws(GraphError) -> GradientReport {
    var session = try session(judging: adjoints)
    return run(&session, sampling: &random) { _ in }
  }

  /// The same for somebody who is told before each derivative how far the check has come, and who
  /// gives it up by throwing.
  package func report(
    sampling random: inout some RandomNumberGenerator, noting note: (Progress) throws -> Void
  ) throws -> GradientReport {
    var session = try session(judging: [:])
    return try run(&session, sampling: &random, noting: note)
  }

  private func run(
    _ session: inout GradientCheckSession, sampling random: inout some RandomNumberGenerator,
    noting note: (Progress) throws -> Void
  ) rethrows -> GradientReport {
    let places = session.places
    let isSample = places.count > elementLimit
    let chosen =
      isSample ? places.sample(min(sampleSize, places.count), using: &random) : places
    let projectionCount = isSample ? max(projectionCount, 0) : 0
    var progress = Progress(done: 0, total: chosen.count + projectionCount)
    var (elements, projections): ([DerivativeCheck], [DerivativeCheck]) = ([], [])
    for place in chosen {
      try note(progress)
      elements.append(session.check(place))
      progress.done += 1
    }
    for number in 0..<projectionCount {
      try note(progress)
      projections.append(session.checkProjection(number, using: &random))
      progress.done += 1
    }
    return GradientReport(
      elements: elements, projections: projections, elementCount: places.count)
  }

  /// How far a check has come.
  package struct Progress: Sendable {
    /// The derivatives that have been checked.
    package var done: Int
    /// The derivatives that are to be.
    package var total: Int
  }

  private func session(
    judging given: [NodeID: [Double]]
  ) throws(GraphError) -> GradientCheckSession {
    var evaluation = evaluation
    evaluation.adjointPolicy = .zeroing
    evaluation.forward()
    try evaluation.reverse(from: output, seed: seed)
    var judged = judged
    judged?.forward()
    try judged?.reverse(from: output, seed: seed)
    let graph = evaluation.graph
    for (node, adjoints) in given { _ = try evaluation.placement(of: node, count: adjoints.count) }
    let inputs = graph.nodes.filter { node in
      graph.operation(of: node) == .input && graph.hasAdjoint(node)
        && elements?.keys.contains(node) ?? true
    }
    let subjects = inputs.map { node in
      let count = graph.shape(of: node).count
      return GradientCheckSession.Subject(
        node: node,
        adjoints: given[node]
          ?? (judged?.adjoint(of: node) ?? evaluation.adjoint(of: node)).elements,
        elements: elements?[node]?.filter { (0..<count).contains($0) } ?? Array(0..<count))
    }
    return GradientCheckSession(
      Probe(evaluation, judging: judged, output: output, weights: seed), subjects: subjects,
      tolerance: tolerance, sweepsAllSteps: sweepsAllSteps)
  }
}

extension Array {
  /// So many different elements in order, all equally likely.
  fileprivate func sample(
    _ count: Int, using random: inout some RandomNumberGenerator
  ) -> [Element] {
    indices.shuffled(using: &random).prefix(count).sorted().map { self[$0] }
  }
}
