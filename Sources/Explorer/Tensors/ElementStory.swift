import Autodiff
import Presentation
import TextCanvas

/// How one element of a tensor comes about: a rule and, where it is a sum, its terms.
struct ElementStory: Hashable, Sendable {
  /// A term of a sum: `W[0, 1]·x[1]`, its factors in numbers, and what it amounts to.
  struct Term: Hashable, Sendable {
    let label: String
    let numbers: String
    let amount: Double
  }

  /// What the element is, in words or symbols.
  var lines: [StyledText] = []
  /// The terms, the largest in magnitude first; those that are no numbers before all others.
  private(set) var terms: [Term] = []

  /// A story with terms in any order.
  init(_ lines: [StyledText], terms: [Term] = []) {
    self.lines = lines
    self.terms = terms.enumerated().sorted { first, second in
      let (a, b) = (first.element.amount.weight, second.element.amount.weight)
      return a == b ? first.offset < second.offset : a > b
    }.map(\.element)
  }

  /// The sum of the terms from a place on.
  func rest(from place: Int) -> Double { terms.dropFirst(place).reduce(0) { $0 + $1.amount } }
}

extension Double {
  /// By what terms are sorted: what is not a number comes first.
  fileprivate var weight: Double { isNaN ? .infinity : magnitude }
}

/// Tells the story of elements at the cursor of a timeline.
struct ElementTeller {
  let timeline: Timeline<Double>
  let text: NodeText
  let notation: Notation
  let combining: Bool

  var graph: Graph { timeline.graph }

  init(_ model: ExplorerModel) {
    self.init(
      model.timeline, text: model.text, notation: model.notation,
      combining: model.capabilities.hasCombiningMarks)
  }

  init(_ timeline: Timeline<Double>, text: NodeText, notation: Notation, combining: Bool) {
    self.timeline = timeline
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  /// How an element of a node comes about.
  func story(of quantity: Quantity, _ node: NodeID, element: Int) -> ElementStory {
    guard timeline.has(quantity, node) else {
      return ElementStory([StyledText("not computed yet", .muted)])
    }
    switch quantity {
    case .value: return value(of: node, element)
    case .adjoint: return adjoint(of: node, element)
    case .tangent: return tangent(of: node, element)
    }
  }

  /// `W[0, 1]`.
  func label(_ node: NodeID, _ element: Int) -> String {
    text.names[node] + graph.shape(of: node).indexText(of: element)
  }

  /// `W̄[0, 1]`.
  func adjointLabel(_ node: NodeID, _ element: Int) -> String {
    notation.adjoint(
      text.names[node], of: text.names[timeline.output], combining: combining)
      + graph.shape(of: node).indexText(of: element)
  }

  func term(
    _ left: (label: String, number: Double), _ right: (label: String, number: Double)
  ) -> ElementStory.Term {
    ElementStory.Term(
      label: "\(left.label)·\(right.label)",
      numbers: "\(NumberText.operand(left.number))·\(NumberText.operand(right.number))",
      amount: left.number * right.number)
  }
}
