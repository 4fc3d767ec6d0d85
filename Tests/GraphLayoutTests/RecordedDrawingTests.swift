import Foundation
import GraphLayout
import LayoutSamples
import TestSupport
import Testing

@Suite struct RecordedDrawingTests {
  @Test(arguments: try GoldenDrawing.all())
  func `the edges give the drawing`(_ golden: GoldenDrawing) throws {
    let graph = try golden.graph()
    let layout = try #require(layOut(graph.nodes, graph.edges, options: golden.options))
    #expect(graph.faults(of: layout) == [])
    try golden.expect(Drawing(layout, edges: graph.edges, names: golden.names).text)
  }
}

/// A text file with edges above and the drawing they give below.
///
/// `box 10x4`, `label 5`, `gap 0` and `node long 20x6` set sizes; `x -> a` makes x the next operand
/// of a; a name alone is a node. Dropping a file into the folder adds a test; its drawing is
/// written by `make frames`, and that run fails, so that the drawing is looked at.
struct GoldenDrawing: CustomStringConvertible, Sendable {
  private let url: URL
  private let lines: [String]
  private let drawing: String
  /// The nodes in the order in which they are first named.
  private(set) var names: [String] = []
  private(set) var options = LayoutOptions()
  private var box = (width: 9, height: 4)
  private var sizes: [String: (width: Int, height: Int)] = [:]
  private var labelWidth = 0
  private var edges: [(source: Int, target: Int)] = []

  var description: String { url.deletingPathExtension().lastPathComponent }

  static func all() throws -> [GoldenDrawing] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Drawings")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
      .map { try GoldenDrawing($0) }
  }

  private init(_ url: URL) throws {
    self.url = url
    let parts = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "---\n")
    lines = parts[0].components(separatedBy: "\n").filter { !$0.isEmpty }
    drawing = parts.dropFirst().joined(separator: "---\n")
    for line in lines { read(line) }
  }

  private mutating func read(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    if words.count == 3 && words[1] == "->" {
      edges.append((index(of: words[0]), index(of: words[2])))
    } else if words[0] == "box" {
      box = size(words[1])
    } else if words[0] == "node" {
      sizes[words[1]] = size(words[2])
      _ = index(of: words[1])
    } else if words[0] == "label" {
      labelWidth = Int(words[1]) ?? 0
    } else if words[0] == "gap" {
      options.nodeGap = Int(words[1]) ?? 0
    } else {
      _ = index(of: words[0])
    }
  }

  private func size(_ word: String) -> (width: Int, height: Int) {
    let sides = word.split(separator: "x").compactMap { Int($0) }
    return (sides[0], sides[1])
  }

  private mutating func index(of name: String) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    names.append(name)
    return names.count - 1
  }

  /// The graph the file describes.
  func graph() throws -> SampleGraph {
    var graph = SampleGraph(description)
    var ports = [Int](repeating: 0, count: names.count)
    for edge in edges {
      graph.edges.append(
        LayoutEdge(
          source: edge.source, target: edge.target, port: ports[edge.target],
          labelWidth: labelWidth))
      ports[edge.target] += 1
    }
    graph.nodes = names.indices.map { node in
      let size = sizes[names[node]] ?? box
      return LayoutNode(
        width: size.width, height: max(size.height, ports[node] + 2), ports: ports[node])
    }
    return graph
  }

  /// Compares the drawing with the file, or writes it there.
  func expect(_ text: String) throws {
    guard Recording.isOn, text + "\n" != drawing else {
      #expect(text + "\n" == drawing)
      return
    }
    let all = lines.joined(separator: "\n") + "\n---\n" + text + "\n"
    try all.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(description); look at it and run again")
  }
}
