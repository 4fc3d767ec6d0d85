import Autodiff
import Interchange
import Syntax

/// Where the nodes of a graph come from that a node of a model became.
struct ONNXOrigin {
  let operation: String
  /// The modules that the node is inside of, outermost first.
  let modules: [String]
  let line: SourceLine?
  let nodes: Range<Int>
  let parts: [Part]

  /// A step of a layer that goes through a sequence.
  struct Part {
    let name: String
    let nodes: Range<Int>
  }

  init(_ node: ONNXModel.Node, nodes: Range<Int>, parts: [Part]) {
    self.parts = parts
    operation = node.operation
    self.nodes = nodes
    modules = Self.modules(of: node)
    line = node.metadata["pkg.torch.onnx.stack_trace"].flatMap { Self.line(in: $0) }
  }

  /// `['', 'encoder.layers.0', 'linear']`, whose last is the node, or `/encoder/layers.0/Gemm`.
  private static func modules(of node: ONNXModel.Node) -> [String] {
    if let scopes = node.metadata["pkg.torch.onnx.name_scopes"] {
      // What stands in quotes is every other part.
      let parts = scopes.split(separator: "'", omittingEmptySubsequences: false)
      let names = parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
      let path = names.dropLast().last ?? ""
      return path.split(separator: ".").map(String.init)
    }
    guard node.name.hasPrefix("/") else { return [] }
    var modules: [String] = []
    var path = ""
    for part in node.name.split(separator: "/").dropLast() {
      // A module of a list repeats the list's name.
      let own = part.hasPrefix(path + ".") && !path.isEmpty ? part.dropFirst(path.count + 1) : part
      modules += own.split(separator: ".").map(String.init)
      path = String(part)
    }
    return modules
  }

  /// The innermost line that is none of PyTorch's own.
  private static func line(in trace: String) -> SourceLine? {
    let lines = trace.split(separator: "\n").compactMap { row -> SourceLine? in
      let row = row.drop { $0 == " " }
      guard row.hasPrefix("File \"") else { return nil }
      let parts = row.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count > 2, let word = parts[2].split(separator: ",").first,
        let number = word.split(separator: " ").last.flatMap({ Int($0) }), number > 0
      else { return nil }
      return SourceLine(file: String(parts[1]).displayed, number: number)
    }
    return lines.last { !$0.file.contains("/torch/") } ?? lines.last
  }
}

extension Graph {
  /// Notes where nodes come from: a group for each module, and for each node of a model that became
  /// several.
  mutating func note(_ origins: [ONNXOrigin]) {
    var groups: [[String]: GroupID] = [:]
    let all = Array(nodes)
    for origin in origins {
      let computed = origin.nodes.map { all[$0] }.filter { operation(of: $0) != .constant }
      guard !computed.isEmpty else { continue }
      var group: GroupID?
      for depth in origin.modules.indices {
        let path = Array(origin.modules[...depth])
        let known = groups[path] ?? notes.addGroup(path[depth].displayed, inside: group)
        groups[path] = known
        group = known
      }
      if computed.count > 1 { group = notes.addGroup(origin.operation.displayed, inside: group) }
      for node in computed {
        if let group { notes.setGroup(of: node, group) }
        notes.setRecorded(
          of: node, RecordedNode(line: origin.line, operation: origin.operation.displayed))
      }
      for part in origin.parts {
        let step = notes.addGroup(part.name, inside: group)
        for place in part.nodes where operation(of: all[place]) != .constant {
          notes.setGroup(of: all[place], step)
        }
      }
    }
  }
}
