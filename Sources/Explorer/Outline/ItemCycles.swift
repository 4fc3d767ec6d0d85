import Autodiff
import Inquiry

/// The items of an outline that are computed from themselves, by way of others.
///
/// Nodes never are. A folded group is when something outside lies between its nodes, or two groups are
/// when each uses a result of the other:
///
/// ```
/// a1 → outside → a2      folded together, a1 and a2 are before and after what is outside
/// ```
struct ItemCycles {
  /// The numbers of the items on a cycle, and of those on a way from one cycle to another.
  private(set) var members: [Int] = []

  /// - Complexity: O(n) in the number of nodes and operands.
  init(_ graph: Graph, _ outline: Outline) {
    var edges: [ItemEdge] = []
    for node in graph.nodes {
      guard let target = outline.number(of: node) else { continue }
      for operand in graph.operands(of: node) + graph.notes.choosers(of: node) {
        guard let source = outline.number(of: operand), source != target else { continue }
        edges.append(ItemEdge(source: source, target: target))
      }
    }
    // What has nothing before it is on no cycle, nor is what has only such things before it; then the
    // same from the other end.
    var isLeft = Array(repeating: true, count: outline.items.count)
    Self.peel(&isLeft, edges)
    Self.peel(&isLeft, edges.map { ItemEdge(source: $0.target, target: $0.source) })
    members = isLeft.indices.filter { isLeft[$0] }
  }

  private struct ItemEdge {
    let source: Int
    let target: Int
  }

  /// Takes away what no edge leads to from what is left, again and again.
  private static func peel(_ isLeft: inout [Bool], _ edges: [ItemEdge]) {
    var waiting = Array(repeating: 0, count: isLeft.count)
    var starts = Array(repeating: 0, count: isLeft.count + 1)
    let inner = edges.filter { isLeft[$0.source] && isLeft[$0.target] }
    for edge in inner {
      waiting[edge.target] += 1
      starts[edge.source + 1] += 1
    }
    for item in isLeft.indices { starts[item + 1] += starts[item] }
    var (targets, next) = (Array(repeating: 0, count: inner.count), starts)
    for edge in inner {
      targets[next[edge.source]] = edge.target
      next[edge.source] += 1
    }
    var free = isLeft.indices.filter { isLeft[$0] && waiting[$0] == 0 }
    while let item = free.popLast() {
      isLeft[item] = false
      for target in targets[starts[item]..<starts[item + 1]] {
        waiting[target] -= 1
        if waiting[target] == 0 { free.append(target) }
      }
    }
  }
}
