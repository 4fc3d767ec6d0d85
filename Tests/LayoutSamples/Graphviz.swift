import Foundation
import GraphLayout

/// The reference: `dot -Tplain` with boxes of the same size, left to right.
package enum Graphviz {
  private static let path = ["/usr/bin/dot", "/usr/local/bin/dot"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  package static var isInstalled: Bool { path != nil }

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
    let process = Process()
    guard let path else { throw Failure(reason: "not installed") }
    process.executableURL = URL(fileURLWithPath: path)
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
    guard process.terminationStatus == 0 else {
      throw Failure(reason: "ended with status \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
