import Foundation
import GraphLayout
import LayoutSamples
import Testing

/// The time a drawing takes; measured when `RETROGRADE_SPEED=1`, since a busy machine proves nothing.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["RETROGRADE_SPEED"] == "1",
    "RETROGRADE_SPEED is not 1"), .serialized)
struct SpeedTests {
  struct Bar: Sendable {
    var graph: SampleGraph
    var milliseconds: Int64
  }

  static let bars =
    [SampleGraph.randomGraph(200, seed: 4), .localGraph(200, seed: 8), .scalarNetwork([8, 6, 2])]
    .map { Bar(graph: $0, milliseconds: 10) }
    + [
      SampleGraph.randomGraph(5000, seed: 3), .localGraph(5000, seed: 3), .chain(5000),
      .network([80, 80, 80]), .scalarNetwork([40, 30, 10]), .fibonacci(5000), .butterfly(9),
    ].map { Bar(graph: $0, milliseconds: 200) }
    + [
      SampleGraph.randomGraph(10_000, seed: 3), .localGraph(10_000, seed: 3),
      .reuse(10_000, seed: 3), .grid(100, 100), .recurrent(1600), .outTree(13),
    ].map { Bar(graph: $0, milliseconds: 1000) }

  @Test(arguments: bars)
  func `a drawing is ready in time`(_ bar: Bar) {
    let clock = ContinuousClock()
    let graph = bar.graph
    let times = (0..<5).map { _ in clock.measure { _ = layOut(graph.nodes, graph.edges) } }
    let best = times.min() ?? .zero
    print("\(graph): \(graph.nodes.count) nodes, \(graph.edges.count) edges in \(best)")
    #expect(best <= .milliseconds(bar.milliseconds))
  }
}
