/// The edges that can be drawn from left to right: no loop, no missing end, no cycle.
///
/// Needs: nothing of the edges. Leaves: a graph in which `topologicalOrder` names every node, and
/// the source of each kept edge before its target.
struct AcyclicGraph {
  /// The number of nodes.
  let nodeCount: Int
  /// The input's index of each kept edge.
  private(set) var edges: [Int]
  /// The source of each kept edge.
  private(set) var sources: [Int]
  /// The target of each kept edge.
  private(set) var targets: [Int]
  /// The kept edges that leave each node.
  private(set) var outgoing: Groups
  /// The kept edges that enter each node.
  private(set) var incoming: Groups
  /// Every node, sources before targets.
  private(set) var topologicalOrder: [Int]

  init(nodeCount: Int, edges input: [LayoutEdge]) {
    let nodes = 0..<nodeCount
    let drawable = input.indices.filter { index in
      let edge = input[index]
      return nodes.contains(edge.source) && nodes.contains(edge.target)
        && edge.source != edge.target
    }
    let candidates = Groups(owners: drawable.map { input[$0].source }, count: nodeCount)
    var search = DepthFirstSearch(nodeCount: nodeCount, edgeCount: drawable.count)
    search.run(along: candidates) { input[drawable[$0]].target }

    let kept = drawable.indices.filter { !search.closesCycle[$0] }.map { drawable[$0] }
    self.nodeCount = nodeCount
    edges = kept
    sources = kept.map { input[$0].source }
    targets = kept.map { input[$0].target }
    outgoing = Groups(owners: sources, count: nodeCount)
    incoming = Groups(owners: targets, count: nodeCount)
    topologicalOrder = search.finished.reversed()
  }
}

/// A depth-first search on a stack of its own: a chain of any length is no deeper than a pair.
private struct DepthFirstSearch {
  private enum Mark { case new, open, done }

  /// The nodes in the order in which they were left for good.
  private(set) var finished: [Int] = []
  /// Which edges lead back to a node that is still open.
  private(set) var closesCycle: [Bool]
  private var marks: [Mark]
  private var next: [Int] = []

  init(nodeCount: Int, edgeCount: Int) {
    marks = [Mark](repeating: .new, count: nodeCount)
    closesCycle = [Bool](repeating: false, count: edgeCount)
    finished.reserveCapacity(nodeCount)
  }

  mutating func run(along outgoing: Groups, target: (Int) -> Int) {
    next = outgoing.start
    for root in marks.indices where marks[root] == .new {
      visit(root, along: outgoing, target: target)
    }
  }

  private mutating func visit(_ root: Int, along outgoing: Groups, target: (Int) -> Int) {
    var stack = [root]
    marks[root] = .open
    while let node = stack.last {
      guard next[node] < outgoing.start[node + 1] else {
        marks[node] = .done
        finished.append(node)
        stack.removeLast()
        continue
      }
      let edge = outgoing.items[next[node]]
      next[node] += 1
      let reached = target(edge)
      if marks[reached] == .new {
        marks[reached] = .open
        stack.append(reached)
      } else if marks[reached] == .open {
        closesCycle[edge] = true
      }
    }
  }
}
