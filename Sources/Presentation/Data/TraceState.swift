import Autodiff
import Formula
import Interchange
import Syntax

/// The numbers of all nodes after the sweeps from one output.
struct TraceState {
  private let evaluation: AnyEvaluation
  private let output: NodeID
  private let mode: TimelineMode
  private let names: NodeNames
  private let comparison: Comparison?

  init(
    _ evaluation: AnyEvaluation, output: NodeID, mode: TimelineMode, names: NodeNames,
    comparison: Comparison?
  ) {
    self.evaluation = evaluation
    self.output = output
    self.mode = mode
    self.names = names
    self.comparison = comparison
  }

  private var graph: Graph { evaluation.graph }

  /// How our numbers are written; what is expected has every digit that it was given.

  private var precision: Precision { evaluation.precision }

  /// What there is of each node beside its value.
  private var derivatives: [String] {
    switch mode {
    case .reverse: ["adjoint"]
    case .forward: ["tangent"]
    case .both: ["tangent", "adjoint"]
    }
  }

  /// The tensors under `derivatives`; `nil` where a node has none.
  private func derivatives(of node: NodeID) -> [Tensor<Double>?] {
    guard graph.hasAdjoint(node) else { return derivatives.map { _ in nil } }
    switch mode {
    case .reverse: return [evaluation.adjoint(of: node)]
    case .forward: return [evaluation.tangent(of: node)]
    case .both: return [evaluation.tangent(of: node), evaluation.adjoint(of: node)]
    }
  }
}

extension TraceState {
  private var quantities: [String] { ["value"] + derivatives }

  private func tensors(of node: NodeID) -> [Tensor<Double>?] {
    [evaluation.value(of: node)] + derivatives(of: node)
  }

  /// What is expected of a node's quantities.
  private func expected(of node: NodeID) -> [Tensor<Double>?] {
    let shape = graph.shape(of: node)
    return quantities.map { quantity in
      comparison?.elements(quantity, of: node).flatMap { Tensor($0, shape: shape) }
    }
  }

  /// The largest difference of a node's numbers from what is expected; `nil` when nothing is.
  private func difference(of node: NodeID) -> Double? {
    zip(tensors(of: node), expected(of: node)).compactMap { ours, theirs -> Double? in
      guard let theirs else { return nil }
      // A node without an adjoint passes nothing on, as if it were 0.
      let ours = ours?.elements ?? theirs.elements.map { _ in 0 }
      return zip(ours, theirs.elements).map(Comparison.difference).max()
    }.max()
  }

  /// How the numbers compare with what is expected; `nil` when nothing is.
  ///
  /// Nodes are gone through as the sweeps do it: values and tangents in order, adjoints backward.
  func agreement(within tolerance: Double) -> Agreement? {
    guard comparison != nil else { return nil }
    var agreement = Agreement(tolerance: tolerance, precision)
    for (place, quantity) in quantities.enumerated() {
      let nodes = quantity == "adjoint" ? Array(graph.nodes.reversed()) : Array(graph.nodes)
      for node in nodes {
        guard let theirs = expected(of: node)[place] else { continue }
        // A node without an adjoint passes nothing on, as if it were 0.
        let ours = tensors(of: node)[place] ?? .zeros(theirs.shape)
        agreement.compare(
          ours, with: theirs, called: "\(quantity) of \(names[node].spelledName)")
      }
    }
    return agreement
  }

  /// The headings of what is expected, when something is.
  private var expectedHeadings: [String] {
    comparison == nil ? [] : quantities.map { "expected \($0)" }
  }
}

extension TraceState {
  /// One object, without a line break at its end.
  func writeJSON(to write: (String) throws -> Void) rethrows {
    let name = JSON.text(names[output])
    var text = "{\"version\":1,\"mode\":\"\(mode.word)\",\"output\":\(name),\"nodes\":["
    var separator = "\n"
    for node in graph.nodes {
      text += separator
      appendJSON(of: node, to: &text)
      separator = ",\n"
      try text.flush(to: write)
    }
    try write(text + "\n]}")
  }

  private func appendJSON(of node: NodeID, to text: inout String) {
    text += "{\"index\":\(node.index),\"name\":"
    JSON.append(names[node], to: &text)
    text += ",\"operation\":\"" + OperationWords.name(of: graph.operation(of: node))
    text += "\",\"operands\":"
    JSON.append(graph.operands(of: node).map(\.index), to: &text)
    let attributes = graph.attributes(of: node)
    if !attributes.isEmpty {
      text += ",\"attributes\":"
      JSON.append(attributes, to: &text)
    }
    text += ",\"shape\":"
    JSON.append(graph.shape(of: node).extents, to: &text)
    text += ",\"value\":"
    JSON.append(evaluation.value(of: node), precision, to: &text)
    for (word, tensor) in zip(derivatives, derivatives(of: node)) {
      text += ",\"" + word + "\":"
      if let tensor { JSON.append(tensor, precision, to: &text) } else { text += "null" }
    }
    if comparison != nil {
      appendKnownJSON(of: node, to: &text)
      appendExpectedJSON(of: node, to: &text)
    }
    text += "}"
  }

  /// Whether each number was recorded by another program, computed here, or both.
  private func appendKnownJSON(of node: NodeID, to text: inout String) {
    let isOpaque = graph.operation(of: node) == .opaque
    let fields = zip(quantities, zip(tensors(of: node), expected(of: node))).compactMap {
      quantity, numbers -> (name: String, value: String)? in
      guard numbers.0 != nil || numbers.1 != nil else { return nil }
      // What an opaque node holds is nothing but what was recorded of it.
      let isComputed = numbers.0 != nil && !(isOpaque && quantity == "value")
      let word =
        numbers.1 == nil ? isComputed ? "recomputed" : "recorded" : isComputed ? "both" : "recorded"
      return (quantity, JSON.text(word))
    }
    text += ",\"known\":" + JSON.object(fields)
  }

  private func appendExpectedJSON(of node: NodeID, to text: inout String) {
    guard let difference = difference(of: node) else { return }
    var separator = ",\"expected\":{"
    for (word, tensor) in zip(quantities, expected(of: node)) {
      guard let tensor else { continue }
      text += separator + "\"" + word + "\":"
      JSON.append(tensor, to: &text)
      separator = ","
    }
    text += "},\"difference\":" + JSON.number(difference)
  }

  /// Whether a table for people shows the node: literals are shown where they are used, unless they
  /// have a name or are the output.
  private func isListed(_ node: NodeID) -> Bool {
    graph.operation(of: node) != .constant || node == output
      || !graph.notes.names(of: node).isEmpty
  }

  /// A line for each node, but for literals, in so many columns if the width is limited.
  func writeTable(width: Int?, to write: (String) throws -> Void) rethrows {
    let words = NodeText(graph)
    let headings = expectedHeadings
    var table = TextTable(
      headings: ["node"] + quantities + headings + (headings.isEmpty ? [] : ["difference"]),
      width: width)
    var lacksDerivative = false
    for node in graph.nodes where isListed(node) {
      lacksDerivative = lacksDerivative || !graph.hasAdjoint(node)
      var cells: [TextTable.Cell] = [.words(words.definition(of: node))]
      cells += tensors(of: node).map { Self.cell($0, precision) }
      if !headings.isEmpty {
        cells += expected(of: node).map { Self.cell($0) }
        cells.append(.words(difference(of: node).map { NumberText.short($0) } ?? Marks.none))
      }
      table.append(cells)
    }
    try table.write(to: write)
    guard lacksDerivative else { return }
    let what = derivatives.joined(separator: " and ")
    try write("\(Marks.none) no \(what): data, with which nothing varies\n")
  }

  private static func cell(
    _ tensor: Tensor<Double>?, _ precision: Precision = .double
  ) -> TextTable.Cell {
    tensor.map { .number($0, precision) } ?? .words(Marks.none)
  }

  /// A row for each element, under a line of headings if they are wanted.
  func writeCSV(withHeadings: Bool, to write: (String) throws -> Void) rethrows {
    let headings = ["output", "index", "name", "operation", "operands", "shape", "element"]
    var text = withHeadings ? CSV.row(headings + quantities + expectedHeadings) : ""
    for node in graph.nodes {
      appendCSV(of: node, to: &text)
      try text.flush(to: write)
    }
    try write(text)
  }

  private func appendCSV(of node: NodeID, to text: inout String) {
    let shape = graph.shape(of: node)
    let start = [
      names[output], "\(node.index)", names[node],
      OperationWords.name(of: graph.operation(of: node)),
      CSV.list(graph.operands(of: node).map(\.index)), CSV.list(shape.extents),
    ]
    let (ours, theirs) = (tensors(of: node), comparison == nil ? [] : expected(of: node))
    for place in 0..<shape.count {
      text += CSV.row(
        start + [CSV.list(shape.indices(of: place))]
          + ours.map { $0.map { CSV.number($0.elements[place], precision) } ?? "" }
          + theirs.map { $0.map { CSV.number($0.elements[place]) } ?? "" })
    }
  }
}

extension TimelineMode {
  /// The value of `--mode` that asks for it.
  var word: String {
    switch self {
    case .reverse: "reverse"
    case .forward: "forward"
    case .both: "both"
    }
  }
}

/// The operations' names as data have them: those of the catalogue's cases.
enum OperationWords {
  // To ask the runtime for the name of each of a million nodes takes long.
  private static let names = Operation.allCases.map { "\($0)" }

  static func name(of operation: Operation) -> String { names[Int(operation.rawValue)] }
}
