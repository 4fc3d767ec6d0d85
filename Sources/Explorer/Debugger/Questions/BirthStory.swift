import Autodiff
import Presentation
import TextCanvas

/// What an event that made a number not finite did, in words and numbers.
struct BirthStory {
  let timeline: Timeline<Double>
  let run: AskedRun
  /// The first element that is not finite.
  let element: Int

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
    default: return ""
    }
  }

  func name(_ node: NodeID) -> String { run.name(node) }

  func adjointName(_ node: NodeID) -> String { run.adjointName(node) }

  func partialName(_ node: NodeID, _ place: Int) -> String {
    "∂\(name(node))/∂\(name(graph.operands(of: node)[place]))"
  }

  /// The element of an operand that the element of the story is made of, where it is only one, and
  /// its number.
  func operand(of node: NodeID, place: Int) -> (element: Int, number: Double)? {
    let operand = graph.operands(of: node)[place]
    let value = timeline.evaluation.value(of: operand)
    if let scalar = value.scalar { return (0, scalar) }
    guard graph.operation(of: node).isElementwise, graph.shape(of: node) == shape else {
      return nil
    }
    let element = value.shape.element(at: shape.indices(of: element))
    return value.elements.indices.contains(element) ? (element, value.elements[element]) : nil
  }

  /// The upstream adjoint and the local partial of the element, where each element has its own.
  func factors(_ node: NodeID, _ place: Int) -> (above: Double, partial: Double)? {
    let upstream = timeline.evaluation.adjoint(of: node)
    let shape = graph.shape(of: graph.operands(of: node)[place])
    guard graph.operation(of: node).isElementwise, upstream.shape == shape,
      let ones = Tensor([Double](repeating: 1, count: shape.count), shape: shape),
      let partial = timeline.contribution(of: node, place: place, upstream: ones)
    else { return nil }
    return (upstream.elements[element], partial.elements[element])
  }
}
