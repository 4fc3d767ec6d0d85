/// Rows above the drawing for trunks too long to bend through every layer they pass.
///
/// A deep graph that uses early values late would need a dummy for almost every pair of layers.
/// Beyond a budget such trunks rise to a lane of their own instead, run along above all boxes and
/// come down where they are used:
/// ```
///    ╭──────────────────────┬────────╮
/// s ─╯  ▢  ▢  ▢  ▢  ▢  ▢    ╰▶ a  ▢  ╰▶ b
/// ```
/// Needs: layers and the edges left to lanes. Leaves: a lane for each such source; trunks of one
/// lane have no channel in common.
struct LaneAssignment {
  /// A trunk above the drawing.
  struct Lane {
    /// Where it begins.
    var source: Int
    /// Its row, above row 0.
    var row: Int
    /// The kept edges that leave it, by their targets' layers.
    var edges: [Int]
  }

  /// The lanes by the layers of their sources.
  private(set) var lanes: [Lane] = []

  init(_ graph: LayeredGraph, _ acyclic: AcyclicGraph) {
    // The row of index i is free in the channels from layer `end[i]` on.
    var end: [Int] = []
    for edges in edgesBySource(graph, acyclic) {
      guard let first = edges.first, let last = edges.last else { continue }
      let source = acyclic.sources[first]
      let row = end.firstIndex { $0 <= graph.layer[source] } ?? end.count
      if row == end.count { end.append(0) }
      end[row] = graph.layer[graph.linkTarget[last]]
      lanes.append(Lane(source: source, row: -2 - row, edges: edges))
    }
  }

  private func edgesBySource(_ graph: LayeredGraph, _ acyclic: AcyclicGraph) -> [[Int]] {
    let edges = graph.laneEdges.sorted {
      let first = acyclic.sources[$0]
      let second = acyclic.sources[$1]
      guard first == second else {
        return (graph.layer[first], first) < (graph.layer[second], second)
      }
      return (graph.layer[graph.linkTarget[$0]], $0) < (graph.layer[graph.linkTarget[$1]], $1)
    }
    var groups: [[Int]] = []
    for edge in edges {
      if let last = groups.last?.last, acyclic.sources[last] == acyclic.sources[edge] {
        groups[groups.count - 1].append(edge)
      } else {
        groups.append([edge])
      }
    }
    return groups
  }
}
