import Autodiff
import Interchange

/// An event that has just happened, as data.
struct EventRecord {
  private let number: Int
  private let event: Event
  /// The node whose number changed, and the number.
  private let node: NodeID
  private let result: Tensor<Double>
  private let contribution: Contribution<Double>?
  private let precision: Precision

  /// The last event of a timeline; `nil` at its start.
  init?(_ timeline: Run) {
    guard let event = timeline.lastEvent else { return nil }
    number = timeline.position
    precision = timeline.precision
    self.event = event
    contribution = timeline.lastContribution
    node = contribution?.target ?? event.node
    switch event {
    case .value: result = timeline.value(of: node)
    case .seed, .contribution: result = timeline.adjoint(of: node)
    case .tangentSeed, .tangent: result = timeline.tangent(of: node)
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
    JSON.append(names[node], to: &text)
    if let contribution {
      text += ",\"from\":\(contribution.source.index),\"operand\":\(contribution.place)"
      text += ",\"partial\":" + (contribution.partial.map { JSON.number($0, precision) } ?? "null")
      text += ",\"before\":"
      JSON.append(contribution.before, precision, to: &text)
    }
    text += ",\"\(quantity)\":"
    JSON.append(result, precision, to: &text)
    text += "}"
  }

  /// The cells of a table for people.
  func cells(_ words: NodeText) -> [TextTable.Cell] {
    let isValue = event == .value(node)
    let texts = [
      "\(number)", word == "tangentSeed" ? "seed" : word,
      isValue ? words.definition(of: node) : words.names[node],
      contribution.map { words.names[$0.source] } ?? "",
    ]
    let partial: TextTable.Cell? = contribution.map {
      $0.partial.map { .number(Tensor($0), precision) } ?? .words(Marks.none)
    }
    let numbers: [TextTable.Cell] = [
      partial ?? .words(""), contribution.map { .number($0.before, precision) } ?? .words(""),
      .number(result, precision),
    ]
    return texts.map { TextTable.Cell.words($0) } + numbers
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
      contribution?.partial.map { CSV.number($0, precision) } ?? "",
    ]
    for (place, now) in result.elements.enumerated() {
      let before = contribution.map { CSV.number($0.before.elements[place], precision) } ?? ""
      let element = CSV.list(result.shape.indices(of: place))
      text += CSV.row(start + [element, before, CSV.number(now, precision)])
    }
  }
}
