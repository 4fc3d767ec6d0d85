/// The nodes through which an adjoint comes back from one output: those that the output varies with.
struct Reach: Hashable, Sendable {
  let output: NodeID
  /// `nil` when every node up to the output reaches it.
  private let mask: [Bool]?

  /// Follows the operands that receive contributions back from the output, but none of the nodes in
  /// `held`, which do not vary with theirs.
  ///
  /// - Complexity: O(n) in the nodes before the output.
  init(_ graph: Graph, from output: NodeID, notThrough held: Set<NodeID> = []) {
    self.output = output
    var mask = [Bool](repeating: false, count: output.index + 1)
    mask[output.index] = graph.hasAdjoint(output)
    for index in stride(from: output.index, through: 0, by: -1) where mask[index] {
      guard !held.contains(NodeID(index)) else { continue }
      graph.forEachReceiver(of: NodeID(index)) { _, operand in mask[operand.index] = true }
    }
    self.mask = mask.allSatisfy(\.self) ? nil : mask
  }

  /// Whether there is no node up to the output that does not reach it.
  var isEverything: Bool { mask == nil }

  /// Whether the node at this index reaches the output.
  func contains(_ index: Int) -> Bool {
    guard let mask else { return index <= output.index }
    return index < mask.count && mask[index]
  }
}

extension Graph {
  /// Calls `body` with the place and node of each operand that receives a contribution.
  func forEachReceiver(of node: NodeID, _ body: (_ place: Int, _ operand: NodeID) -> Void) {
    let instruction = instructions[node.index]
    guard !instruction.flags.contains(.isExtended) else {
      for (place, operand) in operands(of: node).enumerated()
      where receivesContribution(node, operand: place) { body(place, operand) }
      return
    }
    if instruction.flags.contains(.firstReceives) { body(0, NodeID(rawValue: instruction.first)) }
    if instruction.flags.contains(.secondReceives) { body(1, NodeID(rawValue: instruction.second)) }
  }
}
