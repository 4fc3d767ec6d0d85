/// What if somebody had a number wrong, and went on from there?
extension Timeline {
  /// Puts other numbers in place of those that the last event computed, so that all that follows is
  /// computed from them.
  ///
  /// Unlike a held node, the node still varies with its operands: what follows is what the chain rule
  /// gives from this number on. Going back in time no longer restores what was there before.
  /// Requires: as many numbers as the node has.
  package mutating func overwrite(valueOf node: NodeID, with value: [Element]) {
    guard value.count == graph.shape(of: node).count else { return }
    evaluation.store(value, asValueOf: node)
  }

  /// The same for what has been added up of an adjoint.
  package mutating func overwrite(adjointOf node: NodeID, with adjoint: [Element]) {
    guard adjoint.count == graph.shape(of: node).count else { return }
    evaluation.restoreAdjoint(of: node, adjoint)
  }
}
