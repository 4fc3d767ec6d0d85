/// Where each node's numbers lie and in which runs a sweep goes through the nodes.
///
/// The first slots of memory belong to the nodes by number, so that scalar node `i` lies in slot `i`
/// and an instruction's operands are addresses as they stand. Tensors follow behind; the slot that a
/// tensor node does not use is left free.
final class SweepPlan: Sendable {
  let graph: Graph
  /// The number of scalars in each of the three buffers.
  let slotCount: Int
  /// Maximal ranges of nodes that are either all run by the fast scalar loop or all not.
  let runs: FrozenList<SweepRun>
  let calls: FrozenList<PlannedCall>
  let instructions: FrozenList<Instruction>
  /// The slots that a reverse sweep writes to, in ranges: data have none, however large they are.
  let adjointRanges: FrozenList<Range<Int>>
  let operandPlacements: FrozenList<OperandPlacement>
  /// The type to which each node's numbers are rounded; empty when none is.
  let roundings: FrozenList<NumberType?>
  private let geometry: FrozenList<Int>
  private let placements: [Int32: Placement]

  /// Lays out memory for a graph.
  ///
  /// - Complexity: O(n) in the number of nodes and the size of their shapes.
  init(_ graph: Graph) throws(GraphError) {
    var builder = SweepPlanBuilder(graph)
    try builder.run()
    self.graph = graph
    slotCount = builder.slotCount
    instructions = FrozenList(graph.instructions)
    runs = FrozenList(builder.runs)
    calls = FrozenList(builder.calls)
    operandPlacements = FrozenList(builder.operandPlacements)
    geometry = FrozenList(builder.geometry)
    roundings = FrozenList(
      graph.roundings.isEmpty ? [] : graph.nodes.map { graph.rounding(of: $0) })
    placements = builder.placements
    adjointRanges = FrozenList(builder.adjointRanges)
  }

  /// Whether the node is part of the graph.
  func contains(_ node: NodeID) -> Bool { node.index >= 0 && node.index < instructions.count }

  /// Whether the node has an adjoint; constants and data have none.
  func hasAdjoint(_ node: NodeID) -> Bool { instructions[node.index].flags.contains(.hasAdjoint) }

  /// The slice of memory the node owns.
  func placement(of node: NodeID) -> Placement {
    // Most nodes are scalars, whose slots need no looking up.
    let scalar = Placement(offset: node.index, count: 1)
    return instructions[node.index].shape == 0 ? scalar : placements[node.rawValue] ?? scalar
  }

  /// The kernel call of a node, unless the fast loop runs it.
  ///
  /// - Complexity: O(log n) in the number of such nodes.
  func call(of node: NodeID) -> PlannedCall? {
    var (low, high) = (0, calls.count)
    while low < high {
      let middle = (low + high) / 2
      if calls[middle].node < node { low = middle + 1 } else { high = middle }
    }
    return low < calls.count && calls[low].node == node ? calls[low] : nil
  }

  /// The slice of memory of one operand of a call.
  func operandPlacement(_ operand: Int, of planned: PlannedCall) -> Placement {
    operandPlacements[planned.operandsStart + operand].slice
  }

  /// A planned call at one evaluation's memory; the operands are the plan's own unless given.
  func kernelCall<T>(
    _ planned: PlannedCall, _ memory: MemoryPointers<T>,
    operands: FrozenList<OperandPlacement>? = nil
  ) -> KernelCall<T> {
    KernelCall(
      memory: memory, result: planned.result,
      operands: (operands ?? operandPlacements).start + planned.operandsStart,
      operandCount: planned.operandCount, geometry: geometry.start + planned.geometryStart)
  }
}

/// A range of nodes that a sweep goes through in one manner.
enum SweepRun: Sendable {
  /// Nodes for the fast loop.
  case scalars(Range<Int>)
  /// A node with a kernel call, by its place in the plan's calls.
  case call(Int)
  /// Inputs and constants, which a sweep passes over.
  case leaves(Range<Int>)
  /// Behind a node's own run: its numbers are rounded. Values and tangents of leaves were when given.
  case rounding(Int, isLeaf: Bool)
}

/// What is needed to call the kernels of one node that the fast loop does not run.
struct PlannedCall: Sendable {
  let node: NodeID
  /// That of the node, or `constant` where it has nothing to compute.
  let operation: Operation
  let result: Placement
  let operandsStart: Int
  let operandCount: Int
  let geometryStart: Int
}

private struct SweepPlanBuilder {
  let graph: Graph
  var slotCount: Int
  var runs: [SweepRun] = []
  var calls: [PlannedCall] = []
  var operandPlacements: [OperandPlacement] = []
  var geometry: [Int] = []
  var placements: [Int32: Placement] = [:]
  var adjointRanges: [Range<Int>] = []

  init(_ graph: Graph) {
    self.graph = graph
    slotCount = graph.count
  }

  mutating func run() throws(GraphError) {
    // The slots of scalars, constants between them included: clearing those as well costs less than
    // going round them.
    if graph.count > 0 { adjointRanges.append(0..<graph.count) }
    for index in 0..<graph.count {
      let node = NodeID(index)
      let instruction = graph.instructions[index]
      if instruction.shape != 0 { try place(node) }
      switch instruction.operation {
      case .input, .constant: extendRun(with: index, isScalar: false)
      case _ where instruction.flags.contains(.isScalar): extendRun(with: index, isScalar: true)
      default: addCall(node)
      }
      if graph.rounding(of: node) != nil, instruction.operation != .constant {
        runs.append(.rounding(index, isLeaf: instruction.operation == .input))
      }
    }
  }

  private mutating func place(_ node: NodeID) throws(GraphError) {
    let count = graph.shape(of: node).count
    placements[node.rawValue] = Placement(offset: slotCount, count: count)
    let (total, overflowed) = slotCount.addingReportingOverflow(count)
    guard !overflowed, total <= Int(Int32.max) else { throw .tooLarge }
    if graph.hasAdjoint(node) { addAdjointRange(slotCount..<total) }
    slotCount = total
  }

  private mutating func addAdjointRange(_ range: Range<Int>) {
    if let last = adjointRanges.last, last.upperBound == range.lowerBound {
      adjointRanges[adjointRanges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      adjointRanges.append(range)
    }
  }

  private func placement(of node: NodeID) -> Placement {
    placements[node.rawValue] ?? Placement(offset: node.index, count: 1)
  }

  private mutating func extendRun(with index: Int, isScalar: Bool) {
    switch (runs.last, isScalar) {
    case (.scalars(let range), true):
      runs[runs.count - 1] = .scalars(range.lowerBound..<index + 1)
    case (.leaves(let range), false):
      runs[runs.count - 1] = .leaves(range.lowerBound..<index + 1)
    default:
      runs.append(isScalar ? .scalars(index..<index + 1) : .leaves(index..<index + 1))
    }
  }

  private mutating func addCall(_ node: NodeID) {
    let operands = graph.operands(of: node)
    let operation = graph.operation(of: node)
    let isIdle = graph.isIdle(node)
    runs.append(.call(calls.count))
    calls.append(
      PlannedCall(
        node: node, operation: isIdle ? .constant : operation, result: placement(of: node),
        operandsStart: operandPlacements.count, operandCount: operands.count,
        geometryStart: geometry.count))
    for (place, operand) in operands.enumerated() {
      let receives =
        graph.hasAdjoint(operand) && operation.rule.isDifferentiable(inOperand: place)
      operandPlacements.append(
        OperandPlacement(slice: placement(of: operand), receivesAdjoint: receives))
    }
    guard !isIdle else { return }
    geometry += operation.rule.geometry(
      of: operands.map { graph.shape(of: $0) }, attributes: graph.attributes(of: node),
      result: graph.shape(of: node))
  }
}

extension Graph {
  /// Whether a node has nothing to compute and sends nothing back, since it has no elements: it is
  /// planned as a constant is. However long its other axes are, no kernel then walks along them, nor is a
  /// list made of them. What was recorded as sent back by an opaque node is sent all the same.
  func isIdle(_ node: NodeID) -> Bool {
    shape(of: node).count == 0 && operation(of: node) != .opaque
  }
}
