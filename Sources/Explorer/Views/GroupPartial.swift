import Autodiff

extension ExplorerModel {
  /// The most nodes of a folded group whose partials are multiplied out for a label.
  private static let mostMultiplied = 200

  /// The local partial along an edge, once the values that it needs are there.
  ///
  /// Into a folded group it is that of the group's result: the sum over all paths through the group
  /// of the product of partials.
  func partial(along edge: GraphDrawing.Edge, in outline: Outline) -> Double? {
    let target = outline.items[edge.target]
    guard let group = target.group, let entry = groups[group] else {
      return edge.uses.first.flatMap { partial(along: $0) }
    }
    guard timeline.hasValue(target.node), entry.members.count <= Self.mostMultiplied else {
      return nil
    }
    let source = outline.items[edge.source].node
    let isFromSource = edge.uses.allSatisfy {
      timeline.graph.operands(of: $0.node)[$0.place] == source
    }
    return isFromSource ? partial(of: target.node, by: source, through: entry) : nil
  }

  private func partial(along use: GraphDrawing.Use) -> Double? {
    guard timeline.hasValue(use.node), !timeline.isGiven(use.node),
      timeline.graph.receivesContribution(use.node, operand: use.place)
    else { return nil }
    return timeline.partial(of: use.node, operand: use.place)
  }

  /// The derivative of a group's result by a node outside, over all paths inside the group.
  func partial(
    of result: NodeID, by source: NodeID, through entry: GroupTree.Entry
  ) -> Double? {
    guard entry.members.count <= Self.mostMultiplied else { return nil }
    let graph = timeline.graph
    var flow: [NodeID: Double] = [result: 1]
    for node in entry.members.reversed() {
      // Nothing varies through a node that is held at a value.
      guard let upstream = flow[node], !timeline.isGiven(node) else { continue }
      for (place, operand) in graph.operands(of: node).enumerated()
      where graph.receivesContribution(node, operand: place) {
        guard let sent = timeline.chain(upstream, through: node, operand: place) else {
          return nil
        }
        flow[operand] = timeline.precision.rounded(flow[operand, default: 0] + sent)
      }
    }
    return flow[source]
  }
}
