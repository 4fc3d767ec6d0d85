import Autodiff
package import Formula
import Interchange

/// A program's graph in JSON, for other programs to read and for ours to open again: structure,
/// names, groups and the values of inputs and literals, with every digit.
///
/// The README describes the form.
package struct GraphJSON {
  private let program: Program

  package init(_ program: Program) {
    self.program = program
  }

  /// The graph of a program as a text.
  package static func text(of program: Program) -> String {
    var text = ""
    GraphJSON(program).write { text += $0 }
    return text
  }

  private var graph: Graph { program.graph }

  /// Writes one object, a node on each line, piece by piece.
  package func write(to write: (String) throws -> Void) rethrows {
    var text = "{\"version\":1,\"outputs\":"
    JSON.append(program.outputs.map(\.index), to: &text)
    if !graph.notes.groups.isEmpty { appendGroups(to: &text) }
    text += ",\"nodes\":["
    let values = program.inputTensors
    for node in graph.nodes {
      text += node.index == 0 ? "\n" : ",\n"
      append(node, value: values[node], to: &text)
      try text.flush(to: write)
    }
    try write(text + "\n]}\n")
  }

  private func appendGroups(to text: inout String) {
    text += ",\"groups\":["
    for (index, group) in graph.notes.groups.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += "{\"name\":"
      JSON.append(group.name, to: &text)
      if let parent = group.parent { text += ",\"parent\":\(parent.number)" }
      text += "}"
    }
    text += "]"
  }

  private func append(_ node: NodeID, value: Tensor<Double>?, to text: inout String) {
    let operation = graph.operation(of: node)
    text += "{\"index\":\(node.index)"
    appendNames(of: node, to: &text)
    text += ",\"operation\":\"" + OperationWords.name(of: operation) + "\""
    if operation != .input, operation != .constant { appendOperands(of: node, to: &text) }
    text += ",\"shape\":"
    JSON.append(graph.shape(of: node).extents, to: &text)
    if let value = value ?? literal(node) {
      text += ",\"value\":"
      JSON.append(value, to: &text)
    }
    if operation == .input, !graph.hasAdjoint(node) { text += ",\"data\":true" }
    let choosers = graph.notes.choosers(of: node)
    if !choosers.isEmpty {
      text += ",\"choosers\":"
      JSON.append(choosers.map(\.index), to: &text)
    }
    if let group = graph.notes.group(of: node) { text += ",\"group\":\(group.number)" }
    appendRecorded(of: node, to: &text)
    appendExpected(of: node, to: &text)
    text += "}"
  }

  private func appendRecorded(of node: NodeID, to text: inout String) {
    guard let record = graph.notes.recorded(of: node) else { return }
    if let line = record.line {
      text += ",\"source\":{\"file\":"
      JSON.append(line.file, to: &text)
      text += ",\"line\":\(line.number)}"
    }
    if let operation = record.operation {
      text += ",\"original\":"
      JSON.append(operation, to: &text)
    }
    if let type = record.type { text += ",\"dtype\":\"\(type.rawValue)\"" }
  }

  private func literal(_ node: NodeID) -> Tensor<Double>? {
    guard graph.operation(of: node) == .constant else { return nil }
    return Tensor(Array(graph.constant(of: node)), shape: graph.shape(of: node))
  }

  private func appendNames(of node: NodeID, to text: inout String) {
    let names = graph.notes.names(of: node)
    guard let first = names.first else { return }
    text += names.count > 1 ? ",\"names\":[" : ",\"name\":"
    JSON.append(first, to: &text)
    for name in names.dropFirst() {
      text += ","
      JSON.append(name, to: &text)
    }
    if names.count > 1 { text += "]" }
  }

  private func appendOperands(of node: NodeID, to text: inout String) {
    text += ",\"operands\":"
    JSON.append(graph.operands(of: node).map(\.index), to: &text)
    let attributes = graph.attributes(of: node)
    guard !attributes.isEmpty else { return }
    text += ",\"attributes\":"
    JSON.append(attributes, to: &text)
  }

  private func appendExpected(of node: NodeID, to text: inout String) {
    guard let numbers = program.expected?.nodes[node] else { return }
    let parts = [
      ("value", numbers.value), ("adjoint", numbers.adjoint), ("tangent", numbers.tangent),
    ]
    var separator = ",\"expected\":{"
    for (word, elements) in parts {
      guard let elements else { continue }
      text += separator + "\"" + word + "\":"
      let extents = graph.shape(of: node).extents[...]
      JSON.append(elements[...], extents: extents, to: &text)
      separator = ","
    }
    if separator == "," { text += "}" }
  }
}
