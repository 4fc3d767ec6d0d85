package import Autodiff

/// About how long it takes to run through a graph, in nanoseconds of one thread: a rough measure, to
/// tell what is done at once from what is left to another thread.
package struct GraphEffort: Equatable, Sendable {
  package let nodeCount: Int
  /// All events of a timeline.
  package private(set) var run = 0.0
  /// The events of the node that takes the longest.
  package private(set) var longest = 0.0
  /// The elements of the largest node.
  package private(set) var mostElements = 0

  /// - Complexity: O(n) in the number of nodes.
  package init(_ graph: Graph) {
    nodeCount = graph.count
    for node in graph.nodes {
      let effort = graph.effort(of: node)
      run += effort
      longest = max(longest, effort)
      mostElements = max(mostElements, graph.shape(of: node).count)
    }
  }
}

extension Graph {
  /// About how long the events of a node take.
  package func effort(of node: NodeID) -> Double {
    let elements = Double(shape(of: node).count)
    let event = 300 + 5 * elements
    let operands = operands(of: node)
    guard operands.count > 1 else { return event }
    let (left, right) = (shape(of: operands[0]), shape(of: operands[1]))
    switch operation(of: node) {
    case .matrixProduct:
      // Each element of the left meets as many as there are columns on the right.
      let columns = right.extents.count > 1 ? Double(right.extents.last ?? 1) : 1
      return event + 2 * Double(left.count) * columns
    case .conv2d, .conv2dTransposed, .conv2dKernel:
      return event + 2 * elements * Double(min(left.count, right.count))
    default: return event
    }
  }
}
