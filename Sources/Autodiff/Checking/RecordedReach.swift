/// Which inputs reach an output by way of a node that was recorded: their derivatives cannot be compared
/// with differences, which would see it stand still.
struct RecordedReach {
  /// By the index of a node: the first recorded one on its way to the output.
  private let stops: [NodeID: NodeID]

  /// - Complexity: O(n) for each recorded node; none of them is the rule.
  init(_ graph: Graph, to output: NodeID) {
    let reach = Reach(graph, from: output)
    var stops: [NodeID: NodeID] = [:]
    for node in graph.nodes
    where graph.operation(of: node).smoothness == .recorded && reach.contains(node.index) {
      let before = Reach(graph, from: node)
      for other in graph.nodes.prefix(node.index)
      where before.contains(other.index) && stops[other] == nil { stops[other] = node }
    }
    self.stops = stops
  }

  /// The recorded node that lies between a node and the output.
  subscript(node: NodeID) -> NodeID? { stops[node] }

  /// Whether there is none at all.
  var isEmpty: Bool { stops.isEmpty }
}
