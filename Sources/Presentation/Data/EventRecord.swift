import Autodiff

/// An event that has just happened, as data.
struct EventRecord {
  private let number: Int
  private let event: Event
  /// The node whose number changed, and the number.
  private let node: NodeID
  private let result: Tensor<Double>
  private let contribution: Contribution<Double>?

  /// The last event of a timeline; `nil` at its start.
  init?(_ timeline: Timeline<Double>) {
    guard let event = timeline.lastEvent else { return nil }
    number = timeline.position
    self.event = event
    contribution = timeline.lastContribution
    node = contribution?.target ?? event.node
    let evaluation = timeline.evaluation
    switch event {
    case .value: result = evaluation.value(of: node)
    case .seed, .contribution: result = evaluation.adjoint(of: node)
    case .tangentSeed, .tangent: result = evaluation.tangent(of: node)
    }
  }

  private var word: String {
    switch event {
    case .value: "value"
    case .seed: "seed"
    case .contribution: "contribution"
    case .tangentSeed: "tangentSeed"
    case .tangent: "tangent"
    }
  }

  /// What the event changes.
  private var quantity: String {
    switch event {
    case .value: "value"
    case .seed, .contribution: "adjoint"
    case .tangentSeed, .tangent: "tangent"
    }
  }

  /// Appends one object.
  func appendJSON(_ names: NodeNames, to text: inout String) {
    text += "{\"number\":\(number),\"event\":\"\(word)\",\"node\":\(node.index),\"name\":"
    TextJSON.append(names[node], to: &text)
    if let contribution {
      text += ",\"from\":\(contribution.source.index),\"operand\":\(contribution.place)"
      text += ",\"partial\":" + (contribution.partial.map(NumberJSON.text) ?? "null")
      text += ",\"before\":"
      NumberJSON.append(contribution.before, to: &text)
    }
    text += ",\"\(quantity)\":"
    NumberJSON.append(result, to: &text)
    text += "}"
  }

  /// The cells of a table for people.
  func cells(_ words: NodeText) -> [String] {
    let isValue = event == .value(node)
    return [
      "\(number)", word == "tangentSeed" ? "seed" : word,
      isValue ? words.definition(of: node) : words.names[node],
      contribution.map { words.names[$0.source] } ?? "",
      contribution.map { $0.partial.map(NumberText.exact) ?? "·" } ?? "",
      contribution.map { TraceState.words($0.before) } ?? "", TraceState.words(result),
    ]
  }

  static let headings = [
    "output", "number", "event", "node", "name", "from", "operand", "partial", "element", "before",
    "now",
  ]

  /// Appends a row for each element of the number that changed.
  func appendCSV(_ names: NodeNames, output: String, to text: inout String) {
    let start = [
      output, "\(number)", word, "\(node.index)", names[node],
      contribution.map { "\($0.source.index)" } ?? "", contribution.map { "\($0.place)" } ?? "",
      contribution?.partial.map(CSV.number) ?? "",
    ]
    for (place, now) in result.elements.enumerated() {
      let before = contribution.map { CSV.number($0.before.elements[place]) } ?? ""
      let element = CSV.list(result.shape.indices(ofElement: place))
      text += CSV.row(start + [element, before, CSV.number(now)])
    }
  }
}
