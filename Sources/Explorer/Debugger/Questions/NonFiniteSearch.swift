import Autodiff
import Presentation
import TextCanvas

/// Where the first number that is not finite was born, from which operands, and where it went.
struct NonFiniteSearch {
  /// An event that gave a node a number that is not finite.
  private struct Sighting {
    let event: Int
    let isBirth: Bool
  }

  private let run: AskedRun
  private let sightings: [Sighting]
  /// The run just after the first birth.
  private let birth: Timeline<Double>?

  /// - Complexity: a run through all events.
  init(_ run: AskedRun) {
    self.run = run
    var timeline = run.end
    var sightings: [Sighting] = []
    var birth: Timeline<Double>?
    timeline.seek(to: 0)
    while timeline.position < timeline.count {
      timeline.step()
      guard timeline.lastEventIsNonFinite else { continue }
      let isBirth = timeline.lastEventBearsNonFinite
      sightings.append(Sighting(event: timeline.position, isBirth: isBirth))
      if isBirth, birth == nil { birth = timeline }
    }
    self.sightings = sightings
    self.birth = birth
  }

  var reply: Reply {
    guard let birth else {
      return Reply(line: "every number is finite, up to the end: no NaN, no ∞")
    }
    let story = BirthStory(birth, run: run)
    let advice = story.advice.map { AnswerLine(StyledText("  \($0)", .warning)) }
    let lines =
      [AnswerLine(story.headline, at: birth.position)] + story.causes
      + [advice].compactMap { $0 } + spread(birth)
    return Reply("the first number that is not finite", lines)
  }

  /// What came of it, each node once.
  private func spread(_ birth: Timeline<Double>) -> [AnswerLine] {
    let later = sightings.filter { $0.event > birth.position }
    guard !later.isEmpty else { return [AnswerLine(StyledText("it goes no further", .muted))] }
    var timeline = birth
    let lines = later.prefix(200).map { sighting -> AnswerLine in
      timeline.seek(to: sighting.event)
      let verb = sighting.isBirth ? "another is born in " : ""
      return AnswerLine(
        StyledText("  event \(sighting.event): ", .muted) + verb
          + BirthStory(timeline, run: run).change, at: sighting.event)
    }
    let head =
      later.count == 1 ? "it spreads to one event:" : "it spreads to \(later.count) events:"
    return [AnswerLine(StyledText(head, .strong))] + lines
  }
}

/// What an event that made a number not finite did, in words and numbers.
struct BirthStory {
  private let timeline: Timeline<Double>
  private let run: AskedRun
  /// The first element that is not finite.
  private let element: Int

  /// The last event of a timeline.
  init(_ timeline: Timeline<Double>, run: AskedRun) {
    self.timeline = timeline
    self.run = run
    element = Self.result(of: timeline).elements.firstIndex { !$0.isFinite } ?? 0
  }

  private static func result(of timeline: Timeline<Double>) -> Tensor<Double> {
    let evaluation = timeline.evaluation
    switch timeline.lastEvent {
    case nil: return Tensor(0)
    case .value(let node): return evaluation.value(of: node)
    case .seed(let node): return evaluation.adjoint(of: node)
    case .tangent(let node), .tangentSeed(let node): return evaluation.tangent(of: node)
    case .contribution(let node, let place):
      return evaluation.adjoint(of: timeline.graph.operands(of: node)[place])
    }
  }

  /// `b = log(s) is -∞`, for a line about where it spread.
  var change: StyledText {
    let result = Self.result(of: timeline)
    let number = result.elements.isEmpty ? 0 : result.elements[element]
    let mark = StyledText(NumberText.short(number), .alarm)
    switch timeline.lastEvent {
    case .value(let node): return StyledText("\(run.text.definition(of: node)) is ") + mark
    case .contribution(let node, let place):
      let target = timeline.graph.operands(of: node)[place]
      return StyledText("\(run.adjointName(target)), from \(run.name(node)), is ") + mark
    case .seed(let node): return StyledText("\(run.adjointName(node)), the seed, is ") + mark
    case .tangent(let node), .tangentSeed(let node):
      return StyledText("the tangent of \(run.name(node)) is ") + mark
    case nil: return StyledText("")
    }
  }

  /// `event 5: b = log(s): log(0) = -∞`, with the element of a tensor.
  var headline: StyledText {
    StyledText("event \(timeline.position): ", .muted) + StyledText(rule, .strong) + place
      + StyledText(numbers)
      + StyledText(NumberText.short(Self.result(of: timeline).elements[element]), .alarm)
  }

  private var place: String {
    let shape = Self.result(of: timeline).shape
    return shape.isScalar ? ": " : ", element \(shape.index(of: element)): "
  }

  private var rule: String {
    switch timeline.lastEvent {
    case .value(let node): run.text.definition(of: node)
    case .contribution(let node, let place):
      "\(run.adjointName(timeline.graph.operands(of: node)[place])) += "
        + "\(run.adjointName(node)) · \(partialName(node, place))"
    case .seed(let node): "the seed of \(run.name(node))"
    case .tangent(let node), .tangentSeed(let node): "the tangent of \(run.name(node))"
    case nil: ""
    }
  }

  private func partialName(_ node: NodeID, _ place: Int) -> String {
    "∂\(run.name(node))/∂\(run.name(timeline.graph.operands(of: node)[place]))"
  }

  /// The operation on the very numbers, up to the equals sign: `log(0) = `.
  private var numbers: String {
    switch timeline.lastEvent {
    case .value(let node) where timeline.isGiven(node): return "given as "
    case .value(let node):
      let operands = timeline.graph.operands(of: node).map { operand in
        number(timeline.evaluation.value(of: operand), for: node)
      }
      guard operands.allSatisfy({ $0 != nil }) else { return "" }
      let words = operands.map { $0.map { NumberText.short($0) } ?? "" }
      return run.text.expression(of: node, operands: words) + " = "
    case .contribution(let node, let place):
      guard let (above, partial) = factors(node, place) else { return "" }
      return "\(NumberText.operand(above)) · \(NumberText.operand(partial)) = "
    default: return ""
    }
  }

  /// The number of an operand that goes with the element; `nil` when several do.
  private func number(_ operand: Tensor<Double>, for node: NodeID) -> Double? {
    if let scalar = operand.scalar { return scalar }
    guard timeline.graph.operation(of: node).isElementwise,
      operand.shape == timeline.graph.shape(of: node)
    else { return nil }
    return operand.elements[element]
  }

  /// The upstream adjoint and the local partial of the element, where each element has its own.
  private func factors(_ node: NodeID, _ place: Int) -> (Double, Double)? {
    let upstream = timeline.evaluation.adjoint(of: node)
    let shape = timeline.graph.shape(of: timeline.graph.operands(of: node)[place])
    guard timeline.graph.operation(of: node).isElementwise, upstream.shape == shape,
      let ones = Tensor([Double](repeating: 1, count: shape.count), shape: shape),
      let partial = timeline.contribution(of: node, place: place, upstream: ones)
    else { return nil }
    return (upstream.elements[element], partial.elements[element])
  }
}

extension BirthStory {
  /// The numbers it was made of, each with the event that made that.
  var causes: [AnswerLine] {
    switch timeline.lastEvent {
    case .value(let node), .tangent(let node):
      return timeline.graph.operands(of: node).flatMap { causes(value: $0, of: node) }
    case .contribution(let node, let place):
      return upstreamCause(node)
        + timeline.graph.operands(of: node).flatMap { causes(value: $0, of: node) }
        + partialCause(node, place)
    default: return []
    }
  }

  private func causes(value operand: NodeID, of node: NodeID) -> [AnswerLine] {
    guard timeline.graph.operation(of: operand) != .constant else { return [] }
    let value = timeline.evaluation.value(of: operand)
    let number = number(value, for: node).map { NumberText.short($0) } ?? run.short(value)
    let event = timeline.valueEvent(of: operand)
    let given = timeline.isGiven(operand) ? ", given" : ""
    return [
      AnswerLine(
        StyledText("  event \(event): ", .muted)
          + "\(run.text.definition(of: operand)) is " + StyledText(number, .value)
          + StyledText(given + underflow(of: operand, for: node), .muted), at: event)
    ]
  }

  /// That a 0 is what is left of a number too small to tell from it.
  private func underflow(of operand: NodeID, for node: NodeID) -> String {
    guard number(timeline.evaluation.value(of: operand), for: node) == 0 else { return "" }
    switch timeline.graph.operation(of: operand) {
    case .exp, .softmax, .sigmoid: return ": too small for a number, it underflowed"
    default: return ""
    }
  }

  private func upstreamCause(_ node: NodeID) -> [AnswerLine] {
    guard let event = run.completion(of: node) else { return [] }
    let adjoint = timeline.evaluation.adjoint(of: node)
    let number =
      adjoint.elements.indices.contains(element) && adjoint.shape == Self.result(of: timeline).shape
      ? NumberText.short(adjoint.elements[element]) : run.short(adjoint)
    return [
      AnswerLine(
        StyledText("  event \(event): ", .muted) + "\(run.adjointName(node)) is "
          + StyledText(number, .adjoint), at: event)
    ]
  }

  private func partialCause(_ node: NodeID, _ place: Int) -> [AnswerLine] {
    guard let (_, partial) = factors(node, place) else { return [] }
    let words = timeline.graph.partialText(of: node, operand: place, names: run.text.names)
    return [
      AnswerLine(
        StyledText("  \(partialName(node, place)) = \(words) is ")
          + StyledText(NumberText.short(partial), .partial))
    ]
  }

  /// What is behind it and what helps, for the cases that everybody meets.
  var advice: String? {
    switch timeline.lastEvent {
    case .contribution(let node, let place):
      guard let (above, partial) = factors(node, place), above == 0, !partial.isFinite else {
        return nil
      }
      let name = run.name(node)
      return isUnchosen(node)
        ? "where(...) did not choose \(name), but 0 · ∞ is NaN all the same: "
          + "give \(name) a harmless operand there, with a where(...) of its own"
        : "nothing comes back to \(name), but its slope is infinite there, and 0 · ∞ is NaN"
    case .value(let node) where timeline.graph.operation(of: node) == .log:
      let operand = timeline.graph.operands(of: node)[0]
      return timeline.graph.operation(of: operand) == .softmax
        ? "take both in one step that cannot underflow: f - logsumexp(f)" : nil
    default: return nil
    }
  }

  /// Whether the node is a branch of a choice that fell on the other one.
  private func isUnchosen(_ node: NodeID) -> Bool {
    timeline.graph.nodes.contains { user in
      timeline.graph.operation(of: user) == .select
        && timeline.graph.operands(of: user).dropFirst().contains(node)
    }
  }
}

extension Shape {
  /// The indices of an element, by its place in row-major order: `[1, 2]`.
  fileprivate func index(of element: Int) -> String {
    var (rest, indices) = (element, [Int]())
    for extent in extents.reversed() where extent > 0 {
      indices.append(rest % extent)
      rest /= extent
    }
    return "[\(indices.reversed().map(String.init).joined(separator: ", "))]"
  }
}
