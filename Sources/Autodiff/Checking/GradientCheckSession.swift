/// One run of a gradient check: the function to probe and the adjoints to judge.
struct GradientCheckSession {
  private var probe: Probe
  private let plan: SweepPlan
  private let subjects: [Subject]
  private let adjoints: [NodeID: [Double]]
  private let reach: Reach
  private let needed: [Bool]
  private let switches: SwitchSearch
  private let recorded: RecordedReach
  private let tolerance: Double
  private let sweepsAllSteps: Bool
  /// The largest adjoint: derivatives that are tiny beside it need not be as exact.
  private let scale: Double
  /// The path of the input that was moved last, since its elements follow one another.
  private var lastPath: (node: NodeID, path: ForwardPath)?

  /// An input, its adjoints, and those of its elements that are checked.
  struct Subject {
    let node: NodeID
    let adjoints: [Double]
    let elements: [Int]
  }

  /// An element of an input.
  struct Place: Hashable {
    let node: NodeID
    let element: Int
  }

  init(_ probe: Probe, subjects: [Subject], tolerance: Double, sweepsAllSteps: Bool) {
    self.probe = probe
    let (graph, output) = (probe.evaluation.graph, probe.output)
    plan = probe.evaluation.plan
    reach = Reach(graph, from: output)
    needed = graph.needed(by: output)
    switches = SwitchSearch(graph, needed: needed)
    recorded = RecordedReach(graph, to: output)
    self.subjects = subjects
    self.tolerance = tolerance
    self.sweepsAllSteps = sweepsAllSteps
    adjoints = Dictionary(uniqueKeysWithValues: subjects.map { ($0.node, $0.adjoints) })
    scale =
      subjects.map { $0.adjoints.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0 }
      .max() ?? 0
  }

  /// All elements that are checked, in order.
  var places: [Place] {
    subjects.flatMap { subject in
      subject.elements.map { Place(node: subject.node, element: $0) }
    }
  }

  /// Compares the adjoint of one element with its differences.
  mutating func check(_ place: Place) -> DerivativeCheck {
    if let node = recorded[place.node] {
      return unchecked(
        .element(place.node, place.element), adjoints[place.node]?[place.element] ?? .nan, node)
    }
    let value = probe.evaluation.value(of: place.node, at: place.element)
    let line = ProbeLine(
      moving: place.element, of: place.node, from: value, path: path(of: place.node))
    return check(
      .element(place.node, place.element), along: line,
      adjoint: adjoints[place.node]?[place.element] ?? .nan, value: value.magnitude,
      isReached: reach.contains(place.node.index))
  }

  /// Compares the adjoints of all elements with the differences along a random direction, each
  /// element moving by as much as any other, forth or back.
  mutating func checkProjection(
    _ number: Int, using random: inout some RandomNumberGenerator
  ) -> DerivativeCheck {
    var product = 0.0
    // What goes through a recorded node stands still.
    let subjects = subjects.filter { recorded[$0.node] == nil }
    let movers = subjects.map { subject in
      var factors = [Double](repeating: 0, count: subject.adjoints.count)
      for element in subject.elements {
        factors[element] = Bool.random(using: &random) ? 1 : -1
        product += factors[element] * subject.adjoints[element]
      }
      return ProbeLine.Mover(
        node: subject.node, first: 0, origin: probe.evaluation.value(of: subject.node).elements,
        factors: factors)
    }
    let path = ForwardPath(plan, from: subjects.map(\.node), needed: needed)
    return check(
      .projection(number), along: ProbeLine(moving: movers, path: path), adjoint: product, value: 1,
      isReached: true)
  }

  /// A derivative that differences cannot judge.
  private func unchecked(
    _ subject: DerivativeCheck.Subject, _ adjoint: Double, _ node: NodeID
  ) -> DerivativeCheck {
    DerivativeCheck(
      subject: subject, adjoint: adjoint, curve: DifferenceCurve([]), verdict: .recorded(at: node),
      estimate: nil, error: .nan, sides: nil)
  }

  private mutating func path(of node: NodeID) -> ForwardPath {
    if let lastPath, lastPath.node == node { return lastPath.path }
    let path = ForwardPath(plan, from: [node], needed: needed)
    lastPath = (node, path)
    return path
  }

  private mutating func check(
    _ subject: DerivativeCheck.Subject, along line: ProbeLine, adjoint: Double, value: Double,
    isReached: Bool
  ) -> DerivativeCheck {
    var judge = SlopeJudge(
      line: line, adjoint: adjoint, unit: max(value, 1), tolerance: tolerance,
      scale: scale, isReached: isReached, sweepsAllSteps: sweepsAllSteps)
    var judgement = judge.judge(&probe, switches)
    // Beside a number that is near an edge or a kink at 0, steps have to be smaller than the number.
    if value > 0, value < 1, !judgement.isSettled {
      judge.unit = value
      let finer = judge.judge(&probe, switches)
      if finer.verdict == .agrees || judgement.saysNothing { judgement = finer }
    }
    probe.move(by: 0, along: line)
    return DerivativeCheck(
      subject: subject, adjoint: adjoint, curve: judgement.curve, verdict: judgement.verdict,
      estimate: judgement.estimate, error: judgement.error, sides: judgement.sides)
  }
}
