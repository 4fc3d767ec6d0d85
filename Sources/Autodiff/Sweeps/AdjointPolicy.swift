/// Where the adjoints of a reverse sweep start.
public enum AdjointPolicy: Hashable, Sendable {
  /// At zero: after a sweep the adjoints are its own.
  case zeroing
  /// At zero for results, and for inputs at what earlier sweeps left: over several sweeps the
  /// gradients of the inputs add up, as those of the parts of a batch do.
  ///
  /// Results always start at zero. What they kept would be passed on to the inputs a second time.
  case accumulating
}

extension Evaluation {
  /// Sets all adjoints to zero, as before the first of several sweeps that accumulate.
  public mutating func zeroAdjoints() {
    clearAdjoints()
  }

  /// Clears the adjoints that do not last from sweep to sweep.
  mutating func startAdjoints() {
    let policy = adjointPolicy
    withMemory { plan, memory in plan.startAdjoints(memory, policy) }
  }

  /// Whether the node's adjoint lasts from sweep to sweep.
  func keepsAdjoint(of node: NodeID) -> Bool {
    adjointPolicy == .accumulating && graph.operation(of: node) == .input
  }

  /// The inputs whose adjoints are not zero though the sweep has not begun.
  var staleInputs: Set<NodeID> {
    guard adjointPolicy == .accumulating else { return [] }
    return Set(
      graph.nodes.filter { node in
        keepsAdjoint(of: node) && plan.placement(of: node).range.contains { adjoints[$0] != 0 }
      })
  }
}

extension SweepPlan {
  /// Clears the adjoints that do not last from sweep to sweep.
  func startAdjoints<T: Scalar>(_ memory: MemoryPointers<T>, _ policy: AdjointPolicy) {
    switch policy {
    case .zeroing: clearAdjoints(memory)
    case .accumulating: clearAdjointsOfResults(memory)
    }
  }

  /// Sets the adjoints of all nodes that are computed to zero.
  func clearAdjointsOfResults<T: Scalar>(_ memory: MemoryPointers<T>) {
    for run in 0..<runs.count {
      let range: Range<Int>
      switch runs.start[run] {
      case .leaves, .rounding: continue
      case .call(let number): range = calls.start[number].result.range
      case .scalars(let nodes): range = nodes
      }
      (memory.adjoints + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }
}
