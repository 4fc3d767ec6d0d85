/// What one event does to the memory of an evaluation, and how it is taken back.
extension Evaluation {
  /// Clears all that events compute, and what earlier sweeps left: inputs included, constants not,
  /// and not the adjoints that a sweep adds to.
  mutating func clearComputed() {
    for node in graph.nodes where graph.operation(of: node) != .constant { clearValue(of: node) }
    startAdjoints()
    if !tangents.isEmpty { clearTangents() }
  }

  /// Puts back all values, as they were taken from an evaluation of the same graph.
  mutating func restoreValues(_ stored: [Element]) {
    _ = changed().values.update(fromContentsOf: stored)
  }

  mutating func restoreValue(of node: NodeID, from stored: [Element]) {
    let values = changed().values
    for index in plan.placement(of: node).range { values[index] = stored[index] }
  }

  /// Takes a node's value from an evaluation of the same graph.
  mutating func takeValue(of node: NodeID, from other: Evaluation) {
    let place = plan.placement(of: node)
    _ = changed().values[place].update(fromContentsOf: other.values[place.range])
  }

  /// The same for its tangent.
  mutating func takeTangent(of node: NodeID, from other: Evaluation) {
    let place = plan.placement(of: node)
    _ = changed().tangents[place].update(fromContentsOf: other.tangents[place.range])
  }

  /// The same for the adjoints of all nodes.
  mutating func takeAdjoints(from other: Evaluation) {
    _ = changed().adjoints.update(fromContentsOf: other.adjoints)
  }

  mutating func clearValue(of node: NodeID) {
    changed().values[plan.placement(of: node)].update(repeating: 0)
  }

  mutating func restoreAdjoint(of node: NodeID, _ old: [Element]) {
    changed().adjoints.store(old, at: plan.placement(of: node))
  }

  mutating func clearTangent(of node: NodeID) {
    changed().tangents[plan.placement(of: node)].update(repeating: 0)
  }

  mutating func store(_ value: [Element], asValueOf node: NodeID) {
    changed().values.store(value, at: plan.placement(of: node))
  }

  mutating func store(_ tangent: [Element], asTangentOf node: NodeID) {
    changed().tangents.store(tangent, at: plan.placement(of: node))
  }

  mutating func computeValue(of node: NodeID) {
    withMemory { plan, memory in plan.forward(node, memory) }
  }

  mutating func computeTangent(of node: NodeID, through reach: TangentReach) {
    withMemory { plan, memory in plan.pushforward(node, memory, through: reach) }
  }

  mutating func contribute(from node: NodeID, operand: Int) {
    withMemory { plan, memory in plan.contribute(from: node, operand: operand, memory) }
  }

  /// Rounds the adjoint of a node that is complete, where its numbers have fewer digits.
  mutating func completeAdjoint(of node: NodeID) {
    withMemory { plan, memory in plan.round(node.index, in: memory.adjoints) }
  }

  /// Adds the adjoint of a node's operand to a list.
  func append(adjointOfOperand operand: Int, of node: NodeID, to list: inout [Element]) {
    list += adjoints[plan.operandPlacement(operand, of: node).range]
  }

  /// Takes the adjoint of a node's operand from the end of a list.
  mutating func restore(adjointOfOperand operand: Int, of node: NodeID, from list: inout [Element])
  {
    let place = changed().adjoints[plan.operandPlacement(operand, of: node)]
    _ = place.update(fromContentsOf: list.suffix(place.count))
    list.removeLast(place.count)
  }
}

extension SweepPlan {
  /// Computes the value of one node by the kernel that the forward sweep runs.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func forward<T: Scalar>(_ node: NodeID, _ memory: MemoryPointers<T>) {
    if let planned = call(of: node) {
      forward(planned, memory)
    } else {
      SweepPlan.forward(instructions[node.index], node.index, memory)
    }
    round(node.index, in: memory.values)
  }

  /// Computes the tangent of one node by the kernel that the tangent sweep runs.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func pushforward<T: Scalar>(
    _ node: NodeID, _ memory: MemoryPointers<T>, through reach: TangentReach
  ) {
    if let planned = call(of: node) {
      pushforward(planned, memory, through: reach)
    } else {
      SweepPlan.pushforward(reach.instructions[node.index], node.index, memory)
    }
    round(node.index, in: memory.tangents)
  }

  /// Adds one contribution by the kernel that the reverse sweep runs.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func contribute<T: Scalar>(
    from node: NodeID, operand: Int, _ memory: MemoryPointers<T>
  ) {
    if let planned = call(of: node) {
      let call = kernelCall(planned, memory)
      return planned.operation.accept(CallPullback(call: call, operand: operand))
    }
    // The kernel sends all contributions of its node; the others are masked out.
    var instruction = instructions[node.index]
    instruction.flags.remove(operand == 0 ? .secondReceives : .firstReceives)
    SweepPlan.reverse(instruction, node.index, memory)
  }

  /// The slice of memory of a node's operand.
  func operandPlacement(_ operand: Int, of node: NodeID) -> Placement {
    if let planned = call(of: node) { return operandPlacement(operand, of: planned) }
    let instruction = instructions[node.index]
    return Placement(offset: Int(operand == 0 ? instruction.first : instruction.second), count: 1)
  }
}
