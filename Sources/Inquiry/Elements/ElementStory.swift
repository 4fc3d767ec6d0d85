package import Autodiff
package import Presentation
package import TextCanvas

/// How one element of a tensor comes about: a rule and, where it is a sum, its terms.
package struct ElementStory: Hashable, Sendable {
  /// A term of a sum: `W[0, 1]·x[1]`, its factors in numbers, and what it amounts to.
  package struct Term: Hashable, Sendable {
    /// Its factors by name.
    package let label: String
    /// Its factors in numbers.
    package let numbers: String
    /// What they amount to.
    package let amount: Double
  }

  /// What the element is, in words or symbols.
  package var lines: [StyledText] = []
  /// The terms, the largest in magnitude first; those that are not numbers before all others.
  package private(set) var terms: [Term] = []
  /// What each term amounts to, in the order in which they were given.
  package private(set) var amounts: [Double] = []

  /// A story with terms in any order.
  package init(_ lines: [StyledText], terms: [Term] = []) {
    self.lines = lines
    amounts = terms.map(\.amount)
    self.terms = terms.enumerated().sorted { first, second in
      let (a, b) = (first.element.amount.weight, second.element.amount.weight)
      return a == b ? first.offset < second.offset : a > b
    }.map(\.element)
  }

  /// The sum of the terms from a place on.
  package func rest(from place: Int) -> Double {
    terms.dropFirst(place).reduce(0) { $0 + $1.amount }
  }
}

extension Double {
  /// By what terms are sorted: what is not a number comes first.
  fileprivate var weight: Double { isNaN ? .infinity : magnitude }
}

/// Explains how elements came about, at the cursor of a timeline.
package struct ElementTeller {
  /// The numbers it speaks of are those at its cursor.
  package let timeline: Run
  /// What nodes are called.
  package let text: NodeText
  /// How adjoints and tangents are written.
  package let notation: Notation
  /// Whether there are combining marks.
  package let combining: Bool

  /// The graph that is run.
  package var graph: Graph { timeline.graph }

  /// Tells of elements where a timeline stands.
  package init(_ timeline: Run, text: NodeText, notation: Notation, combining: Bool) {
    self.timeline = timeline
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  /// How an element of a node comes about.
  package func story(of quantity: Quantity, _ node: NodeID, element: Int) -> ElementStory {
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
  package func label(_ node: NodeID, _ element: Int) -> String {
    text.names[node] + graph.shape(of: node).indexText(of: element)
  }

  /// `W̄[0, 1]`.
  func adjointLabel(_ node: NodeID, _ element: Int) -> String {
    notation.adjoint(
      text.names[node], of: text.names[timeline.output], combining: combining)
      + graph.shape(of: node).indexText(of: element)
  }

  /// - Parameter amount: What comes of the two, unless it is their product.
  package func term(
    _ left: (label: String, number: Double), _ right: (label: String, number: Double),
    amount: Double? = nil
  ) -> ElementStory.Term {
    ElementStory.Term(
      label: "\(left.label)·\(right.label)",
      numbers: "\(NumberText.operand(left.number))·\(NumberText.operand(right.number))",
      amount: amount ?? timeline.precision.rounded(left.number * right.number))
  }
}
