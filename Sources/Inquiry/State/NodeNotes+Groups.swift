package import Autodiff

extension NodeNotes {
  /// The groups a node belongs to, the innermost first.
  package func groups(around node: NodeID) -> [GroupID] {
    var result: [GroupID] = []
    var next = group(of: node)
    while let group = next {
      result.append(group)
      next = self[group].parent
    }
    return result
  }
}
