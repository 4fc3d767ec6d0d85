package import Autodiff

/// The edges along which the selection cycles.
package enum CycleDirection: Hashable, Sendable {
  case operands, consumers
}

/// The position in the cycle through the operands or consumers of a node.
package struct Cycle: Hashable, Sendable {
  /// Along which edges.
  package let direction: CycleDirection
  /// The node at which the round began.
  package let anchor: NodeID
  /// The place among its operands or consumers.
  package let place: Int
  /// The node that was selected last; when another is, a new round begins.
  package let last: NodeID

  /// A place in the cycle around a node.
  package init(direction: CycleDirection, anchor: NodeID, place: Int, last: NodeID) {
    self.direction = direction
    self.anchor = anchor
    self.place = place
    self.last = last
  }
}
