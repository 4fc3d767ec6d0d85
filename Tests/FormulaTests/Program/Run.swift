import Autodiff

@testable import Formula

/// A program after both sweeps, for tests to look up values and adjoints by name.
struct Run {
  let program: Program
  let evaluation: AnyEvaluation
  let names: NodeNames

  init(_ program: Program) throws {
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    self.program = program
    self.evaluation = evaluation
    names = NodeNames(of: program.graph)
  }

  init(_ text: String, at: String? = nil) throws {
    try self.init(try Program(text, at: at))
  }

  /// The elements of the first output.
  var result: [Double] { evaluation.value(of: program.output).elements }

  /// The adjoint of a node by any of its names; `nil` when there is no such node.
  func adjoint(_ name: String) -> [Double]? {
    node(name).map { evaluation.adjoint(of: $0).elements }
  }

  func node(_ name: String) -> NodeID? {
    program.graph.nodes.first { node in
      names[node] == name || program.graph.notes.names(of: node).contains(name)
    }
  }
}

extension Program {
  /// The graph, a node on each line: `z = + x a`; inputs have no operation, groups stand before a
  /// slash.
  var drawing: String {
    let names = NodeNames(of: graph)
    return graph.nodes.compactMap { node -> String? in
      let operation = graph.operation(of: node)
      let own = graph.notes.names(of: node)
      let name = own.isEmpty ? names[node] : own.joined(separator: "=")
      let shape = graph.shape(of: node).isScalar ? "" : " [\(graph.shape(of: node))]"
      switch operation {
      case .constant: return nil
      case .input: return name + shape + (graph.hasAdjoint(node) ? "" : " data")
      default:
        let operands = graph.operands(of: node).map { " " + names[$0] }.joined()
        let attributes = graph.attributes(of: node)
        let details = attributes.isEmpty ? "" : " \(attributes)"
        return "\(groups(of: node))\(name) = \(operation)\(operands)\(details)\(shape)"
      }
    }.joined(separator: "\n")
  }

  private func groups(of node: NodeID) -> String {
    var text = ""
    var group = graph.notes.group(of: node)
    while let inner = group {
      text = graph.notes[inner].name + "/" + text
      group = graph.notes[inner].parent
    }
    return text
  }
}

extension Double {
  /// Whether the number is another one, but for an error relative to its size.
  func isNear(_ other: Double, tolerance: Double) -> Bool {
    self == other || (self - other).magnitude <= tolerance * other.magnitude
  }
}
