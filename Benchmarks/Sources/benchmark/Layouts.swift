import Explorer
import Formula
import GraphLayout
import LayoutSamples
import Studio
import TestSupport
import TextCanvas

/// How long drawings take, and how often their lines cross.
enum Layouts {
  private static let bars: [(graph: SampleGraph, milliseconds: Double)] = [
    (.randomGraph(200, seed: 4), 10), (.localGraph(200, seed: 8), 10),
    (.randomGraph(5000, seed: 3), 200), (.localGraph(5000, seed: 3), 200),
    (.randomGraph(10_000, seed: 3), 1000), (.localGraph(10_000, seed: 3), 1000),
  ]

  static func measure() throws -> [Figure] {
    try bars.map { bar in
      var contest = Contest(rounds: 3)
      contest.add("layout") { _ = layOut(bar.graph.nodes, bar.graph.edges) }
      let kind = bar.graph.name.split(separator: " ").first ?? ""
      return Figure(
        "layout/\(kind)-\(bar.graph.nodes.count)", (contest.medians()["layout"] ?? .nan) * 1000,
        "ms", goal: .atMost(bar.milliseconds))
    } + choices() + crossings()
  }

  /// Choosing among all ways to draw a program that shows the most of it, of as many nodes as are tried in
  /// more than one way.
  private static func choices() throws -> [Figure] {
    let programs = [
      ("tangle-200", LargePrograms.tangle(99)), ("recurrence-200", LargePrograms.recurrence(158)),
    ]
    return try programs.flatMap { name, text in
      try [Size(width: 80, height: 24), Size(width: 200, height: 60)].compactMap { size in
        var model = AppModel(size: size)
        try model.open(Program(text))
        guard let request = model.takeWantedDrawing() else { return nil }
        var contest = Contest(rounds: 3)
        contest.add("choice") { _ = request.answer() }
        return Figure(
          "layout/auto-\(name)-\(size.width)x\(size.height)",
          (contest.medians()["choice"] ?? .nan) * 1000, "ms", goal: .atMost(10))
      }
    }
  }

  private static func crossings() throws -> [Figure] {
    var ours = 0
    for graph in SampleGraph.corpus {
      guard let layout = layOut(graph.nodes, graph.edges) else { continue }
      ours += CellMap(layout, edges: graph.edges).edgeCrossings
    }
    guard ChildProcess.installed("dot") != nil else {
      print("# Graphviz is not installed: nothing to compare crossings with")
      return [Figure("layout/corpus-crossings", Double(ours), "crossings")]
    }
    let theirs = try SampleGraph.corpus.reduce(0) { try $0 + GraphvizLayout.crossings(of: $1) }
    return [
      Figure("layout/corpus-crossings/dot", Double(theirs), "crossings"),
      Figure(
        "layout/corpus-crossings", Double(ours), "crossings", goal: .atMost(Double(theirs))),
    ]
  }
}
