import Foundation
import GraphLayout
import Testing

/// Our crossings against those of Graphviz on the corpus; runs where `dot` is installed.
@Suite(.enabled(if: Graphviz.isInstalled, "Graphviz is not installed"))
struct DotComparisonTests {
  @Test func `the corpus has no more crossings than with dot`() throws {
    var ours = 0
    var dots = 0
    var table = ["edge pairs that cross: ours, dot; cells in which nets cross; size"]
    for graph in SampleGraph.corpus {
      let layout = try #require(layOut(graph.nodes, graph.edges))
      let map = CellMap(layout, edges: graph.edges)
      let theirs = try Graphviz.crossings(of: graph)
      ours += map.edgeCrossings
      dots += theirs
      let numbers = [map.edgeCrossings, theirs, map.crossings].map { number in
        String(repeating: " ", count: max(7 - "\(number)".count, 0)) + "\(number)"
      }
      table.append(numbers.joined() + "  \(layout.width)x\(layout.height)  \(graph)")
    }
    print(table.joined(separator: "\n"), "\ntotal: \(ours) against \(dots)")
    #expect(ours <= dots)
  }
}

/// The reference: `dot -Tplain` with boxes of the same size, left to right.
enum Graphviz {
  static let path = ["/usr/bin/dot", "/usr/local/bin/dot"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { path != nil }

  /// The points at which splines of two edges intersect, edges of one source left out.
  static func crossings(of graph: SampleGraph) throws -> Int {
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
    #expect(polylines.count == graph.edges.count)
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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = ["-Tplain"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // dot reads all of its input before it writes anything, so neither side can block the other.
    try input.fileHandleForWriting.write(contentsOf: Data(source.utf8))
    try input.fileHandleForWriting.close()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}

/// A spline as straight pieces.
struct Polyline {
  var net: Int
  var points: [SIMD2<Double>]

  /// Flattens a chain of cubic Bézier curves.
  init(net: Int, spline: [SIMD2<Double>]) {
    self.net = net
    points = Array(spline.prefix(1))
    let pieces = 12
    for start in stride(from: 0, to: spline.count - 3, by: 3) {
      for step in 1...pieces {
        let t = Double(step) / Double(pieces)
        let s = 1 - t
        let ends = s * s * s * spline[start] + t * t * t * spline[start + 3]
        let handles = 3 * s * s * t * spline[start + 1] + 3 * s * t * t * spline[start + 2]
        points.append(ends + handles)
      }
    }
  }

  /// The proper intersections between lines of different nets.
  static func intersections(_ lines: [Polyline]) -> Int {
    var segments: [(net: Int, from: SIMD2<Double>, to: SIMD2<Double>)] = []
    for line in lines {
      for (from, to) in zip(line.points, line.points.dropFirst()) {
        segments.append((line.net, from, to))
      }
    }
    segments.sort { min($0.from.x, $0.to.x) < min($1.from.x, $1.to.x) }
    var active: [Int] = []
    var count = 0
    for (index, segment) in segments.enumerated() {
      let left = min(segment.from.x, segment.to.x)
      active.removeAll { max(segments[$0].from.x, segments[$0].to.x) < left }
      for other in active where segments[other].net != segment.net {
        let (a, b) = (segments[other].from, segments[other].to)
        if side(a, b, segment.from) * side(a, b, segment.to) < 0
          && side(segment.from, segment.to, a) * side(segment.from, segment.to, b) < 0
        {
          count += 1
        }
      }
      active.append(index)
    }
    return count
  }

  private static func side(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ p: SIMD2<Double>) -> Double {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
  }
}
