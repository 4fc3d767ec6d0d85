import Autodiff
import GraphLayout
import Inquiry

/// The edges between the items of an outline, before they are laid out.
struct Connections {
  /// An edge and the uses it stands for.
  struct Edge {
    let source: Int
    let target: Int
    /// Which of the target's edges it is, from above.
    let port: Int
    /// Nothing where the source only chooses which elements are taken.
    var uses: [GraphDrawing.Use]
  }

  private(set) var edges: [Edge] = []
  /// How many edges enter each item.
  private(set) var ports: [Int]

  /// An edge for each operand of a node and for what chooses elements of one, and one for each item
  /// that a folded group uses.
  init(_ graph: Graph, _ outline: Outline) {
    ports = Array(repeating: 0, count: outline.items.count)
    var edgeOfPair: [Pair: Int] = [:]
    for node in graph.nodes {
      guard let target = outline.number(of: node) else { continue }
      let isFolded = outline.items[target].group != nil
      for (place, operand) in graph.operands(of: node).enumerated() {
        guard let source = outline.number(of: operand), source != target else { continue }
        let use = GraphDrawing.Use(node: node, place: place)
        let pair = Pair(source: source, target: target)
        if isFolded, let edge = edgeOfPair[pair] {
          edges[edge].uses.append(use)
          continue
        }
        if isFolded { edgeOfPair[pair] = edges.count }
        append(from: source, to: target, uses: [use])
      }
      for chooser in graph.notes.choosers(of: node) {
        guard let source = outline.number(of: chooser), source != target else { continue }
        guard isFolded else {
          append(from: source, to: target, uses: [])
          continue
        }
        let pair = Pair(source: source, target: target)
        guard edgeOfPair[pair] == nil else { continue }
        edgeOfPair[pair] = edges.count
        append(from: source, to: target, uses: [])
      }
    }
  }

  private mutating func append(from source: Int, to target: Int, uses: [GraphDrawing.Use]) {
    edges.append(Edge(source: source, target: target, port: ports[target], uses: uses))
    ports[target] += 1
  }

  private struct Pair: Hashable {
    let source: Int
    let target: Int
  }
}
