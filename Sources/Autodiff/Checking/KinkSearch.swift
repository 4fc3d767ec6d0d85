/// Looks for the operation at whose kink or jump a derivative ceases to exist.
///
/// Only operations that say of themselves that they are not smooth are suspected. Such a node is
/// guilty when its value has different slopes to the left and to the right, though its operands have
/// not: so that neither rounding nor curvature before it is taken for a kink.
struct KinkSearch {
  /// So close to the point that nothing beside it is found.
  private static let step = 1e-8
  private let suspects: [NodeID]

  /// All operations of the graph with kinks or jumps on which the output depends.
  init(_ graph: Graph, output: NodeID) {
    var needed = [Bool](repeating: false, count: output.index + 1)
    needed[output.index] = true
    var suspects: [NodeID] = []
    for index in stride(from: output.index, through: 0, by: -1) where needed[index] {
      let node = NodeID(index)
      for operand in graph.operands(of: node) { needed[operand.index] = true }
      if graph.operation(of: node).smoothness != .smooth { suspects.append(node) }
    }
    self.suspects = suspects.reversed()
  }

  /// The first node that has no derivative along the direction, in the order of evaluation.
  func culprit(_ probe: inout Probe, along direction: Probe.Direction, unit: Double) -> NodeID? {
    guard !suspects.isEmpty else { return nil }
    let graph = probe.evaluation.graph
    let watched = Set(suspects + suspects.flatMap { graph.operands(of: $0) })
    let read = { (evaluation: Evaluation<Double>, _: NodeID) in
      Dictionary(uniqueKeysWithValues: watched.map { ($0, evaluation.value(of: $0).elements) })
    }
    let center = probe.moved(by: 0, along: direction, read).0
    let ahead = probe.moved(by: Self.step * unit, along: direction, read).0
    let behind = probe.moved(by: -Self.step * unit, along: direction, read).0
    func isBent(_ node: NodeID) -> Bool {
      guard let center = center[node], let ahead = ahead[node], let behind = behind[node] else {
        return false
      }
      return Self.isBent(behind, center, ahead)
    }
    return suspects.first { node in
      isBent(node) && !graph.operands(of: node).contains(where: isBent)
    }
  }

  /// Whether the rises on the two sides of any element differ by more than a hundredth.
  private static func isBent(_ behind: [Double], _ center: [Double], _ ahead: [Double]) -> Bool {
    center.indices.contains { place in
      let (rise, fall) = (ahead[place] - center[place], center[place] - behind[place])
      return (rise - fall).magnitude > 0.01 * max(rise.magnitude, fall.magnitude)
    }
  }
}
