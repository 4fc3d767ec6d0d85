import GraphLayout
import TestSupport

/// The reference: `dot -Tplain` with boxes of the same size, left to right.
package enum GraphvizLayout {
  /// What went wrong with `dot`.
  package struct Failure: Error {
    package let reason: String
  }

  /// The points at which splines of two edges intersect, edges of one source left out.
  package static func crossings(of graph: SampleGraph) throws -> Int {
    let plain = try output(for: source(of: graph))
    var polylines: [Polyline] = []
    for line in plain.split(separator: "\n") where line.hasPrefix("edge ") {
      let words = line.split(separator: " ")
      let count = Int(words[3]) ?? 0
      let numbers = words[4..<(4 + 2 * count)].map { Double($0) ?? 0 }
      let points = stride(from: 0, to: numbers.count, by: 2).map {
        SIMD2(numbers[$0], numbers[$0 + 1])
      }
      polylines.append(Polyline(net: Int(words[1]) ?? 0, spline: points))
    }
    guard polylines.count == graph.edges.count else {
      throw Failure(reason: "\(polylines.count) of \(graph.edges.count) edges were drawn")
    }
    return Polyline.intersections(polylines)
  }

  private static func source(of graph: SampleGraph) -> String {
    let nodes = graph.nodes.enumerated().map { index, node in
      "\(index) [shape=box, fixedsize=true, width=\(Double(node.width) / 10), "
        + "height=\(Double(node.height) / 5)];\n"
    }
    let edges = graph.edges.map { "\($0.source) -> \($0.target);\n" }
    return "digraph {\nrankdir=LR;\n" + nodes.joined() + edges.joined() + "}\n"
  }

  private static func output(for source: String) throws -> String {
    let drawn = try TestSupport.Graphviz.draw(source, as: "plain")
    guard drawn.accepted else { throw Failure(reason: drawn.messages) }
    return drawn.picture
  }
}
