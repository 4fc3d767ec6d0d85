import Autodiff
import Formula
import Inquiry

/// The functions of one number that a graph applies to each element of a node.
struct Activations {
  /// An application: of what to what.
  struct Call {
    let operand: NodeID
    let result: NodeID
  }

  private let graph: Graph
  /// The nodes of each group, without constants, in order.
  private let members: [GroupID: [NodeID]]

  /// Looks through a graph once.
  init(_ graph: Graph) {
    self.graph = graph
    var members: [GroupID: [NodeID]] = [:]
    let nodes = graph.notes.groups.isEmpty ? [] : Array(graph.nodes)
    for node in nodes where graph.operation(of: node) != .constant {
      for group in graph.notes.groups(around: node) { members[group, default: []].append(node) }
    }
    self.members = members
  }

  /// What a node applies a function of one number to: all of a call, or an operation.
  func operand(of node: NodeID) -> NodeID? {
    for group in graph.notes.groups(around: node) {
      if let operand = operand(of: group, endingAt: node) { return operand }
    }
    guard Self.functions.contains(graph.operation(of: node)) else { return nil }
    return graph.operands(of: node).first
  }

  /// Where a function is applied: one of the program, or of the language, which is an operation.
  func calls(of function: String, like applied: AppliedFunction) -> [Call] {
    let operation = applied.program.graph.operation(of: applied.result)
    guard applied.isOwn else {
      guard Self.functions.contains(operation) else { return [] }
      return graph.nodes.filter { graph.operation(of: $0) == operation }.compactMap { node in
        graph.operands(of: node).first.map { Call(operand: $0, result: node) }
      }
    }
    return members.keys.filter { graph.notes[$0].name == function }
      .sorted { $0.number < $1.number }
      .compactMap { group in
        guard let last = members[group]?.last else { return nil }
        return operand(of: group, endingAt: last).map { Call(operand: $0, result: last) }
      }
  }

  /// The only argument of a call whose last node this is, if each element of the result is computed
  /// from the same element of the argument.
  private func operand(of group: GroupID, endingAt node: NodeID) -> NodeID? {
    let arguments = graph.notes[group].arguments
    guard case .node(let argument)? = arguments.first, arguments.count == 1,
      graph.shape(of: argument) == graph.shape(of: node), let members = members[group],
      members.last == node
    else { return nil }
    let isElementwise = members.allSatisfy { member in
      let operation = graph.operation(of: member)
      return Self.functions.contains(operation) || Self.others.contains(operation)
    }
    return isElementwise ? argument : nil
  }

  /// The operations of one operand that compute each element by itself.
  private static let functions: Set<Operation> = [
    .exp, .log, .sqrt, .square, .abs, .reciprocal, .log1p, .expm1, .log2, .log10, .sin, .cos, .tan,
    .asin, .acos, .atan, .sinh, .cosh, .tanh, .sigmoid, .relu, .leakyRelu, .softplus, .gelu, .erf,
    .erfc, .sign, .floor, .round,
  ]

  /// What else a function of one number may be made of.
  private static let others: Set<Operation> = [
    .add, .subtract, .multiply, .divide, .power, .negate, .minimum, .maximum, .select, .less,
    .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
  ]
}
