import Autodiff
package import Formula
import Presentation
import TextCanvas

/// Where the first number that is not finite was born, from which operands, and where it went.
package struct NonFiniteSearch {
  /// An event that gave a node a number that is not finite.
  private struct Sighting {
    let event: Int
    let isBirth: Bool
  }

  private let run: AskedRun
  private let recorded: ExpectedGraph?
  private let sightings: [Sighting]
  /// The run just after the first birth.
  private let birth: Run?

  /// - Parameter recorded: What another program says of the same run, if one does.
  /// - Complexity: a run through all events.
  package init(_ run: AskedRun, recorded: ExpectedGraph? = nil) {
    self.run = run
    self.recorded = recorded
    var timeline = run.end
    var sightings: [Sighting] = []
    var birth: Run?
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

  /// Its origin, its causes, and where it spread.
  package var answer: Answer {
    guard let birth else {
      return recordedAnswer ?? finiteAnswer
    }
    let story = BirthStory(birth, run: run)
    let advice = story.advice.map { AnswerLine(StyledText("  \($0)", .warning)) }
    let lines = [story.headline] + story.causes + [advice].compactMap { $0 } + spread(birth)
    return Answer("the first NaN or ∞", lines)
  }

  /// That nothing is wrong, unless a number was too small for a type of few digits.
  private var finiteAnswer: Answer {
    let words = "every number is finite: no NaN, no ∞"
    guard let (node, element, number, type) = underflow else { return Answer(line: words) }
    let name = run.name(node) + run.graph.shape(of: node).indexText(of: element)
    return Answer(
      "no NaN, no ∞",
      [
        AnswerLine(words),
        AnswerLine(
          StyledText("but \(name) became ") + StyledText("0", .alarm)
            + ": \(NumberText.short(number)) is too small for \(type)",
          at: run.end.valueEvent(of: node),
          element: run.graph.shape(of: node).isScalar ? nil : element),
      ])
  }

  /// The first value that is 0 only because its type has nothing smaller, and what it would be.
  private var underflow: (NodeID, Int, Double, String)? {
    for node in run.graph.nodes {
      guard let type = run.graph.notes.recorded(of: node)?.type,
        [.float16, .bfloat16].contains(type), let rounding = NumberRounding(type)
      else { continue }
      let zeros = run.end.value(of: node).elements.indices(of: 0)
      guard !zeros.isEmpty, var local = LocalNode(node, of: run.graph),
        let exact = local.value(
          at: run.graph.operands(of: node).map { run.end.value(of: $0).elements })
      else { continue }
      // A sum may be as small because its terms cancel, which no type is to blame for.
      for range in zeros.ranges {
        for place in range where exact[place] != 0 && exact[place].magnitude < rounding.least {
          return (node, place, exact[place], rounding.name)
        }
      }
    }
    return nil
  }

  /// The first recorded number that is not finite, where all that are computed here are.
  private var recordedAnswer: Answer? {
    guard let recorded else { return nil }
    let values = run.graph.nodes.lazy.compactMap { node in
      recorded.nodes[node]?.value?.firstNonFinite.map { (node, $0, Quantity.value) }
    }
    let adjoints = run.graph.nodes.reversed().lazy.compactMap { node in
      recorded.nodes[node]?.adjoint?.firstNonFinite.map { (node, $0, Quantity.adjoint) }
    }
    guard let (node, element, quantity) = values.first ?? adjoints.first else { return nil }
    let numbers = recorded.nodes[node]
    let number = (quantity == .value ? numbers?.value : numbers?.adjoint)?[element] ?? .nan
    let name = run.name(node) + run.graph.shape(of: node).indexText(of: element)
    let event = quantity == .value ? run.end.valueEvent(of: node) : run.completion(of: node)
    return Answer(
      "the first NaN or ∞",
      [
        AnswerLine(
          StyledText("the recorded \(quantity.word) of \(name) is ")
            + StyledText(NumberText.short(number), .alarm)
            + ": \(run.text.definition(of: node))", at: event,
          element: run.graph.shape(of: node).isScalar ? nil : element),
        AnswerLine("every number recomputed here is finite: no NaN, no ∞"),
        AnswerLine(StyledText("the command differences says where the two part", .muted)),
      ])
  }

  /// Where it spread, each node once.
  private func spread(_ birth: Run) -> [AnswerLine] {
    let later = sightings.filter { $0.event > birth.position }
    guard !later.isEmpty else { return [AnswerLine(StyledText("it stops there", .muted))] }
    var timeline = birth
    let lines = later.prefix(200).map { sighting -> AnswerLine in
      timeline.seek(to: sighting.event)
      let verb = sighting.isBirth ? "another originates in " : ""
      return AnswerLine(
        StyledText("  event \(sighting.event): ", .muted) + verb
          + BirthStory(timeline, run: run).change, at: sighting.event)
    }
    let head =
      later.count == 1 ? "it spreads to 1 event:" : "it spreads to \(later.count) events:"
    return [AnswerLine(StyledText(head, .strong))] + lines
  }
}

extension [Double] {
  /// The place of the first number that is NaN or infinite.
  fileprivate var firstNonFinite: Int? { firstIndex { !$0.isFinite } }
}

/// What an event that made a number not finite did, in words and numbers.
struct BirthStory {
  let timeline: Run
  let run: AskedRun
  /// The first element that is not finite.
  let element: Int

  /// The last event of a timeline.
  init(_ timeline: Run, run: AskedRun) {
    self.timeline = timeline
    self.run = run
    element = Self.result(of: timeline).elements.firstIndex { !$0.isFinite } ?? 0
  }

  private static func result(of timeline: Run) -> Tensor<Double> {
    switch timeline.lastEvent {
    case nil: Tensor(0)
    case .value(let node): timeline.value(of: node)
    case .seed(let node): timeline.adjoint(of: node)
    case .tangent(let node), .tangentSeed(let node): timeline.tangent(of: node)
    case .contribution(let node, let place):
      timeline.adjoint(of: timeline.graph.operands(of: node)[place])
    }
  }

  var graph: Graph { timeline.graph }

  private var shape: Shape { Self.result(of: timeline).shape }

  private var number: Double {
    let elements = Self.result(of: timeline).elements
    return elements.indices.contains(element) ? elements[element] : 0
  }

  /// `b = log(s) is -∞`, for a line about where it spread.
  var change: StyledText {
    let mark = StyledText(NumberText.short(number), .alarm)
    switch timeline.lastEvent {
    case .value(let node): return StyledText("\(run.text.definition(of: node)) is ") + mark
    case .contribution(let node, let place):
      return StyledText("\(adjointName(graph.operands(of: node)[place])), from \(name(node)), is ")
        + mark
    case .seed(let node): return StyledText("\(adjointName(node)), the seed, is ") + mark
    case .tangent(let node), .tangentSeed(let node):
      return StyledText("the tangent of \(name(node)) is ") + mark
    case nil: return StyledText("")
    }
  }

  /// `event 5: b = log(s): log(0) = -∞`, with the element of a tensor, to which it leads.
  var headline: AnswerLine {
    AnswerLine(
      StyledText("event \(timeline.position): ", .muted) + StyledText(rule, .strong) + place
        + StyledText(numbers) + StyledText(NumberText.short(number), .alarm),
      at: timeline.position, element: shape.isScalar ? nil : element)
  }

  private var place: String {
    shape.isScalar ? ": " : ", element \(shape.indexText(of: element)): "
  }

  private var rule: String {
    switch timeline.lastEvent {
    case .value(let node): run.text.definition(of: node)
    case .contribution(let node, let place):
      "\(adjointName(graph.operands(of: node)[place])) += "
        + "\(adjointName(node)) · \(partialName(node, place))"
    case .seed(let node): "the seed of \(name(node))"
    case .tangent(let node), .tangentSeed(let node): "the tangent of \(name(node))"
    case nil: ""
    }
  }

  /// The operation on the very numbers, up to the equals sign: `log(0) = `.
  private var numbers: String {
    switch timeline.lastEvent {
    case .value(let node) where timeline.isGiven(node): return "given as "
    case .value(let node):
      let numbers = graph.operands(of: node).indices.map { operand(of: node, place: $0)?.number }
      guard numbers.allSatisfy({ $0 != nil }) else { return "" }
      let words = numbers.map { $0.map { NumberText.short($0) } ?? "" }
      return run.text.expression(of: node, operands: words) + " = "
    case .contribution(let node, let place):
      guard let (above, partial) = factors(node, place) else { return "" }
      return "\(NumberText.operand(above)) · \(NumberText.operand(partial)) = "
    case .seed, .tangentSeed, .tangent, nil: return ""
    }
  }

  func name(_ node: NodeID) -> String { run.name(node) }

  func adjointName(_ node: NodeID) -> String { run.adjointName(node) }

  func partialName(_ node: NodeID, _ place: Int) -> String {
    DerivativeText.partial(of: name(node), by: name(graph.operands(of: node)[place]))
  }

  /// The element of an operand that the element of the story is made of, where it is only one, and
  /// its number.
  func operand(of node: NodeID, place: Int) -> (element: Int, number: Double)? {
    let operand = graph.operands(of: node)[place]
    let value = timeline.value(of: operand)
    if let scalar = value.scalar { return (0, scalar) }
    guard graph.operation(of: node).isElementwise, graph.shape(of: node) == shape else {
      return nil
    }
    let element = value.shape.element(at: shape.indices(of: element))
    return value.elements.indices.contains(element) ? (element, value.elements[element]) : nil
  }

  /// The upstream adjoint and the local partial of the element, where each element has its own.
  func factors(_ node: NodeID, _ place: Int) -> (above: Double, partial: Double)? {
    let upstream = timeline.adjoint(of: node)
    let shape = graph.shape(of: graph.operands(of: node)[place])
    guard graph.operation(of: node).isElementwise, upstream.shape == shape,
      let ones = Tensor([Double](repeating: 1, count: shape.count), shape: shape),
      let partial = timeline.contribution(of: node, place: place, upstream: ones)
    else { return nil }
    return (upstream.elements[element], partial.elements[element])
  }
}
