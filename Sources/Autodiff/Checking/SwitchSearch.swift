/// Looks for the operation that switches at a point, where a derivative may cease to exist.
///
/// Only operations that say of themselves that they are not smooth are suspected. Such a node
/// switches at the point when the least movement that reaches its operands makes it go another way,
/// so that neither rounding nor curvature before it, nor a switch close by, is taken for one here.
struct SwitchSearch {
  private let suspects: [NodeID]

  /// From far below the last place of the input to where a function is still straight.
  private static let steps =
    [1e-300, 1e-100, 1e-30] + (8...16).reversed().map { Double.pow(10, -Double($0)) }

  /// All operations of the graph with kinks or jumps on which the output depends.
  init(_ graph: Graph, needed: [Bool]) {
    suspects = needed.indices.filter { needed[$0] }.map { NodeID($0) }
      .filter { graph.operation(of: $0).smoothness != .smooth }
  }

  /// The first node that switches at the point itself, in the order of evaluation.
  func culprit(_ probe: inout Probe, along line: ProbeLine, unit: Double) -> NodeID? {
    var waiting = suspects.filter { line.path.contains($0) }
    guard !waiting.isEmpty else { return nil }
    let point = Snapshot(&probe, along: line, at: 0, of: waiting)
    for step in Self.steps where !waiting.isEmpty && line.isMoved(by: step * unit) {
      let ahead = Snapshot(&probe, along: line, at: step * unit, of: waiting)
      let behind = Snapshot(&probe, along: line, at: -step * unit, of: waiting)
      let switching = waiting.first {
        ahead.branches[$0] != point.branches[$0]
          || behind.branches[$0] != point.branches[$0]
      }
      if let switching { return switching }
      waiting.removeAll {
        ahead.operands[$0] != point.operands[$0]
          && behind.operands[$0] != point.operands[$0]
      }
    }
    return nil
  }

  /// The place of the first step from which on nothing switches between the point and either side;
  /// behind the last when something always does.
  func firstClearStep(_ probe: inout Probe, along line: ProbeLine, in curve: DifferenceCurve) -> Int
  {
    let watched = suspects.filter { line.path.contains($0) }
    guard !watched.isEmpty else { return 0 }
    probe.move(by: 0, along: line)
    let point = probe.branches(of: watched)
    let steps = curve.quotients.map(\.step)
    let last = steps.indices.last { place in
      [steps[place], -steps[place]].contains { step in
        probe.move(by: step, along: line)
        return probe.branches(of: watched) != point
      }
    }
    return last.map { $0 + 1 } ?? 0
  }
}

/// Which way nodes go at a step along a line, and what made them.
private struct Snapshot {
  var branches: [NodeID: BranchPattern] = [:]
  var operands: [NodeID: BranchPattern] = [:]

  init(_ probe: inout Probe, along line: ProbeLine, at step: Double, of nodes: [NodeID]) {
    probe.move(by: step, along: line)
    for (node, pattern) in zip(nodes, probe.branches(of: nodes)) {
      branches[node] = pattern
      operands[node] = probe.evaluation.operandPattern(of: node)
    }
  }
}
