/// What a direction reaches: the nodes that vary with an input that it moves, by the graph and not by
/// the numbers.
///
/// What it does not reach has the tangent 0 and adds nothing to any other, so that an infinite partial
/// of an input that stands still never becomes 0·∞. The sweep's loop asks nothing of the sort: it runs
/// through instructions and operands from which everything that is not reached has been left out.
final class TangentReach: Sendable {
  /// The nodes that move by themselves, in the order of the direction.
  let moved: [NodeID]
  /// The plan's instructions, which receive from what is reached alone.
  let instructions: FrozenList<Instruction>
  /// The operands of the plan's calls, likewise.
  let operandPlacements: FrozenList<OperandPlacement>
  /// `nil` when everything that has an adjoint is reached.
  private let mask: [Bool]?

  /// Follows what varies with the nodes that move, but not through the nodes in `held`, which do not
  /// vary with their operands.
  ///
  /// - Complexity: O(n) in the number of nodes.
  init(_ plan: SweepPlan, moving moved: [NodeID], notThrough held: Set<NodeID> = []) {
    self.moved = moved
    let graph = plan.graph
    let mask = graph.nodesVarying(with: moved, notThrough: held)
    guard graph.nodes.contains(where: { graph.hasAdjoint($0) && !mask[$0.index] }) else {
      self.mask = nil
      instructions = plan.instructions
      operandPlacements = plan.operandPlacements
      return
    }
    self.mask = mask
    instructions = FrozenList(graph.instructions.map { $0.receiving(from: mask) })
    operandPlacements = FrozenList(plan.operandPlacements(receivingFrom: mask))
  }

  /// Whether the node varies with what moves.
  func contains(_ node: NodeID) -> Bool { mask.map { $0[node.index] } ?? true }
}

extension Instruction {
  /// The instruction of a node that receives from those operands alone that are marked. What has a
  /// record in the pool has its operands in the plan's calls.
  fileprivate func receiving(from mask: [Bool]) -> Instruction {
    guard !flags.contains(.isExtended) else { return self }
    var copy = self
    if flags.contains(.firstReceives), !mask[Int(first)] { copy.flags.remove(.firstReceives) }
    if flags.contains(.secondReceives), !mask[Int(second)] { copy.flags.remove(.secondReceives) }
    return copy
  }
}

extension SweepPlan {
  /// The operands of all calls, of which those that are not marked receive nothing.
  fileprivate func operandPlacements(receivingFrom mask: [Bool]) -> [OperandPlacement] {
    (0..<calls.count).flatMap { number in
      let planned = calls[number]
      return graph.operands(of: planned.node).enumerated().map { place, operand in
        var placement = operandPlacements[planned.operandsStart + place]
        placement.receivesAdjoint = placement.receivesAdjoint && mask[operand.index]
        return placement
      }
    }
  }
}

extension Graph {
  /// Whether each node varies with one of the given nodes, smoothly enough to pass a derivative on,
  /// and not by way of a node in `held`.
  func nodesVarying(with nodes: [NodeID], notThrough held: Set<NodeID> = []) -> [Bool] {
    var varies = Array(repeating: false, count: count)
    for node in nodes { varies[node.index] = hasAdjoint(node) }
    for node in self.nodes where !varies[node.index] && !held.contains(node) {
      forEachReceiver(of: node) { _, operand in
        if varies[operand.index] { varies[node.index] = true }
      }
    }
    return varies
  }
}
