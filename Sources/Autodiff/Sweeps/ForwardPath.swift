/// The part of a forward sweep that has to be gone through again when some inputs have changed: what
/// depends on them and leads to an output. What is detached stays as it was, since the derivative along
/// the path takes it for a constant.
struct ForwardPath: Sendable {
  fileprivate let runs: [SweepRun]
  private let mask: [Bool]

  /// - Parameters:
  ///   - needed: What leads to the output, as ``Graph/needed(by:)`` finds it.
  /// - Complexity: O(n) in the nodes of the graph.
  init(_ plan: SweepPlan, from inputs: [NodeID], needed: [Bool]) {
    let graph = plan.graph
    var mask = needed.map { _ in false }
    for input in inputs where input.index < mask.count { mask[input.index] = true }
    for index in mask.indices where needed[index] && !mask[index] {
      let node = NodeID(index)
      mask[index] =
        graph.operation(of: node) != .detach && graph.anyOperand(of: node) { mask[$0.index] }
    }
    self.mask = mask
    runs = plan.runs(in: mask)
  }

  /// Whether the node is computed on the way.
  func contains(_ node: NodeID) -> Bool { node.index < mask.count && mask[node.index] }
}

extension Graph {
  /// For each node up to the output, whether its value leads to the output's.
  func needed(by output: NodeID) -> [Bool] {
    var needed = [Bool](repeating: false, count: output.index + 1)
    needed[output.index] = true
    for index in needed.indices.reversed() where needed[index] {
      _ = anyOperand(of: NodeID(index)) { operand in
        needed[operand.index] = true
        return false
      }
    }
    return needed
  }

  /// Whether something holds for one of the operands; made no list of, where there are two at most.
  func anyOperand(of node: NodeID, _ holds: (NodeID) -> Bool) -> Bool {
    let instruction = instructions[node.index]
    guard instruction.flags.contains(.isScalar) else {
      return operands(of: node).contains(where: holds)
    }
    let first = NodeID(rawValue: instruction.first)
    guard instruction.operation.fixedArity == 2 else { return holds(first) }
    return holds(first) || holds(NodeID(rawValue: instruction.second))
  }
}

extension SweepPlan {
  /// The runs of a sweep through the nodes of the mask alone.
  fileprivate func runs(in mask: [Bool]) -> [SweepRun] {
    var chosen: [SweepRun] = []
    for index in 0..<runs.count {
      switch runs.start[index] {
      case .leaves: continue
      case .call(let number):
        let node = calls.start[number].node.index
        if node < mask.count, mask[node] { chosen.append(.call(number)) }
      case .scalars(let range):
        var start = range.lowerBound
        let end = min(range.upperBound, mask.count)
        while start < end {
          guard let first = mask[start..<end].firstIndex(of: true) else { break }
          let last = mask[first..<end].firstIndex(of: false) ?? end
          chosen.append(.scalars(first..<last))
          start = last
        }
      case .rounding(let node, _):
        if node < mask.count, mask[node] { chosen.append(runs.start[index]) }
      }
    }
    return chosen
  }
}

extension Evaluation {
  /// Computes what lies on a path, when nothing else has changed since the last forward sweep.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  mutating func forward(along path: ForwardPath) {
    withMemory { plan, memory in
      path.runs.withUnsafeBufferPointer { plan.forward(memory, through: $0) }
    }
  }
}
