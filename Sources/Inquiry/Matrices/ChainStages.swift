import Autodiff

/// Where to cut what leads from some nodes to a result, so that its Jacobian is a product of
/// Jacobians from cut to cut.
///
/// ```
/// s ─┬─ x1 ─┬─ f     cuts: (s, t), (x1, x2), f
/// t ─┴─ x2 ─┘
/// ```
///
/// The cuts go through nodes that have names, or through all where none has. A node that is used
/// after the next cut too is part of both; its row there is one of the identity.
struct ChainStages {
  /// From the starts to the result.
  let cuts: [[NodeID]]

  /// - Complexity: O(n) in the number of nodes, and the sizes of the cuts.
  init(from starts: [NodeID], to result: NodeID, in run: Run) {
    let search = StageSearch(from: starts, to: result, in: run)
    guard search.isReached, search.last <= Self.limit else {
      cuts = [starts, [result]]
      return
    }
    // What does not reach the result has a column anyway.
    let inner = (1..<max(search.last, 1)).map { search.cut(after: $0) }
    cuts = [starts] + inner + [[result]]
  }

  /// More factors than anybody reads are not formed.
  private static let limit = 60
}

/// The stage of each node that lies between: of a landmark, the longest way from a start over
/// landmarks.
private struct StageSearch {
  private let graph: Graph
  private let starts: Set<NodeID>
  private let result: NodeID
  private var isOnWay: [Bool]
  private var isLandmark: [Bool]
  private var stages: [Int]
  /// The last stage that uses the node, or what is computed from it on the way to a landmark.
  private var lastUses: [Int]

  init(from starts: [NodeID], to result: NodeID, in run: Run) {
    graph = run.graph
    self.starts = Set(starts)
    self.result = result
    isOnWay = Array(repeating: false, count: result.index + 1)
    isLandmark = isOnWay
    stages = Array(repeating: 0, count: result.index + 1)
    lastUses = stages
    findWay(run)
    chooseLandmarks()
    findStages(run)
    findLastUses(run)
  }

  var isReached: Bool { isOnWay[result.index] && !starts.contains(result) }

  /// The stage of the result.
  var last: Int { stages[result.index] }

  /// The landmarks that are known after a stage and needed later.
  func cut(after stage: Int) -> [NodeID] {
    between.filter { node in
      isLandmark[node.index] && stages[node.index] <= stage && lastUses[node.index] > stage
    }
  }

  private var between: [NodeID] {
    graph.nodes.prefix(result.index + 1).filter { isOnWay[$0.index] }
  }

  /// The operands through which a node varies.
  private func steps(into node: NodeID, _ run: Run) -> [NodeID] {
    guard !starts.contains(node), !run.isGiven(node) else { return [] }
    let operands = graph.operands(of: node)
    return operands.indices.filter { graph.receivesContribution(node, operand: $0) }
      .map { operands[$0] }
  }

  private mutating func findWay(_ run: Run) {
    let nodes = Array(graph.nodes.prefix(result.index + 1))
    var varies = isOnWay
    for node in nodes {
      varies[node.index] =
        starts.contains(node) || steps(into: node, run).contains { varies[$0.index] }
    }
    isOnWay[result.index] = varies[result.index]
    for node in nodes.reversed() where isOnWay[node.index] {
      for operand in steps(into: node, run) where varies[operand.index] {
        isOnWay[operand.index] = true
      }
    }
  }

  private mutating func chooseLandmarks() {
    let inner = between.filter { !starts.contains($0) && $0 != result }
    let named = inner.filter { !graph.notes.names(of: $0).isEmpty }
    for node in named.isEmpty ? inner : named { isLandmark[node.index] = true }
    for node in starts where node <= result { isLandmark[node.index] = true }
    isLandmark[result.index] = true
  }

  private mutating func findStages(_ run: Run) {
    for node in graph.nodes.prefix(result.index + 1)
    where isOnWay[node.index] && !starts.contains(node) {
      let latest = steps(into: node, run).filter { isOnWay[$0.index] }.map { stages[$0.index] }
      stages[node.index] = (latest.max() ?? 0) + (isLandmark[node.index] ? 1 : 0)
    }
  }

  private mutating func findLastUses(_ run: Run) {
    for node in graph.nodes.prefix(result.index + 1).reversed() where isOnWay[node.index] {
      let use = isLandmark[node.index] ? stages[node.index] : lastUses[node.index]
      for operand in steps(into: node, run) where isOnWay[operand.index] {
        lastUses[operand.index] = max(lastUses[operand.index], use)
      }
    }
  }
}
