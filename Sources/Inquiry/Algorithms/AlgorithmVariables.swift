package import Autodiff
package import Presentation
package import TextCanvas

/// A variable of an algorithm with what it is just now.
package struct AlgorithmVariable: Hashable, Sendable {
  package let name: String
  package let value: StyledText
}

/// The variables of an algorithm at the cursor of a run, those that the marked line speaks of.
package struct AlgorithmVariables {
  private let algorithm: Algorithm
  private let run: Run
  private let text: NodeText
  /// Whether the number that the last event led to is still to be said.
  private let hidesLatest: Bool

  /// The variables at the cursor of a run.
  package init(_ algorithm: Algorithm, at run: Run, text: NodeText, hidesLatest: Bool = false) {
    self.algorithm = algorithm
    self.run = run
    self.text = text
    self.hidesLatest = hidesLatest
  }

  /// Those of the line that made the last event happen; none at the start.
  package func all(_ step: Algorithm.Step?) -> [AlgorithmVariable] {
    guard let event = run.lastEvent, step != nil else { return [] }
    switch event {
    case .value(let node): return value(of: node)
    case .seed(let node): return [latest(total(node), run.adjoint(of: node), .adjoint)]
    case .contribution(let node, let place): return contribution(from: node, place)
    case .tangentSeed(let node):
      return [index("i", node), latest("dvᵢ", run.tangent(of: node), .tangent)]
    case .tangent(let node): return tangent(of: node)
    }
  }
}

// What belongs to an event.
extension AlgorithmVariables {
  private var graph: Graph { run.graph }

  /// How the algorithm calls the node that acts.
  private var actor: String {
    algorithm == .recursive ? "v" : algorithm.isAboutLayers ? "node" : "i"
  }

  /// How it calls the value of that.
  private var ownValue: String {
    algorithm == .recursive ? "value of v" : algorithm.isAboutLayers ? "its value" : "vᵢ"
  }

  /// What it calls the nodes from which another is computed.
  private var parents: String {
    algorithm == .recursive ? "its children" : algorithm.isAboutLayers ? "from" : "Pa(i)"
  }

  private func value(of node: NodeID) -> [AlgorithmVariable] {
    let result = latest(ownValue, run.value(of: node), .value)
    guard !run.isGiven(node) else { return [index(actor, node), result] }
    return [index(actor, node), list(parents, graph.operands(of: node))]
      + operands(of: node) + [result]
  }

  /// The values that a node is computed from.
  private func operands(of node: NodeID) -> [AlgorithmVariable] {
    var seen: Set<NodeID> = []
    return graph.operands(of: node).filter { seen.insert($0).inserted }.prefix(4).map {
      number("  \(text.names[$0])", run.value(of: $0), .value)
    }
  }

  private func contribution(from node: NodeID, _ place: Int) -> [AlgorithmVariable] {
    guard let contribution = run.lastContribution else { return [] }
    let target = contribution.target
    let isRecursive = algorithm == .recursive
    let (above, below) = (isRecursive ? "v" : "j", isRecursive ? "c" : "i")
    let partial =
      contribution.partial.map { NumberText.short($0) }
      ?? graph.partialText(of: node, operand: place, names: text.names)
    let names: (upstream: String, before: String, after: String) =
      isRecursive
      ? ("gradient of v", "gradient of c, before", "gradient of c, now")
      : (total(node), "\(total(target)) before", "\(total(target)) now")
    let all = [
      index(algorithm.isAboutLayers ? "from" : above, node),
      index(algorithm.isAboutLayers ? "to" : below, target),
      number(names.upstream, contribution.upstream, .adjoint),
      AlgorithmVariable(
        name: isRecursive ? "∂v/∂c" : algorithm.isAboutLayers ? "partial" : "∂gⱼ/∂vᵢ",
        value: StyledText(partial, .partial)),
      number(names.before, contribution.before, .adjoint),
      latest(names.after, contribution.after, .adjoint),
    ]
    return isRecursive ? all + [ready].compactMap(\.self) : all
  }

  private func tangent(of node: NodeID) -> [AlgorithmVariable] {
    let moved = graph.operands(of: node).filter { run.isMoved($0) }
    var seen: Set<NodeID> = []
    let tangents = moved.filter { seen.insert($0).inserted }.prefix(4).map {
      number("  d\(text.names[$0])", run.tangent(of: $0), .tangent)
    }
    return [index("i", node), list("Pa(i)", graph.operands(of: node))] + tangents
      + [latest("dvᵢ", run.tangent(of: node), .tangent)]
  }

  /// The nodes to which all has come and that have sent nothing yet, of a small graph.
  private var ready: AlgorithmVariable? {
    guard graph.count <= 200 else { return nil }
    let nodes = graph.nodes.filter { node in
      run.adjointState(of: node) == .complete && firstSending(of: node) > run.position
    }
    return list("ready", nodes)
  }

  /// The event in which a node begins to send; 0 for one that sends nothing.
  private func firstSending(of node: NodeID) -> Int {
    graph.operands(of: node).enumerated().compactMap { place, operand in
      run.contributions(to: operand).first {
        run.event($0) == .contribution(from: node, operand: place)
      }
    }.min() ?? 0
  }
}

// How variables are written.
extension AlgorithmVariables {
  private func total(_ node: NodeID) -> String {
    DerivativeText.total(of: text.names[run.output], by: text.names[node])
  }

  private func index(_ name: String, _ node: NodeID) -> AlgorithmVariable {
    AlgorithmVariable(name: name, value: StyledText(text.definition(of: node), .strong))
  }

  private func list(_ name: String, _ nodes: [NodeID]) -> AlgorithmVariable {
    let names = nodes.map { text.names[$0] }.joined(separator: ", ")
    return AlgorithmVariable(name: name, value: StyledText(names.isEmpty ? "none" : names))
  }

  private func number(
    _ name: String, _ tensor: Tensor<Double>, _ role: Role
  ) -> AlgorithmVariable {
    let text = TensorText.sized(tensor, elements: TensorText.boxLimit)
    let isFinite = tensor.elements.allSatisfy(\.isFinite)
    return AlgorithmVariable(name: name, value: StyledText(text, isFinite ? role : .alarm))
  }

  /// What the line changed.
  private func latest(
    _ name: String, _ tensor: Tensor<Double>, _ role: Role
  ) -> AlgorithmVariable {
    hidesLatest
      ? AlgorithmVariable(name: name, value: StyledText("?", .prompt)) : number(name, tensor, role)
  }
}
