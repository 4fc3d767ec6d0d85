import GraphLayout
import LayoutSamples
import TestSupport
import Testing

/// The time a drawing takes; `make bench` has its goals.
@Suite struct SpeedTests {
  /// Graphs of one kind, of about a number of nodes.
  struct Family: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let graph: @Sendable (Int) -> SampleGraph

    static let all = [
      Family(testDescription: "random") { .randomGraph($0, seed: 3) },
      Family(testDescription: "local") { .localGraph($0, seed: 3) },
      Family(testDescription: "chain") { .chain($0) },
      Family(testDescription: "network") { .scalarNetwork([$0 / 100, 10, 5]) },
      Family(testDescription: "fibonacci") { .fibonacci($0) },
      Family(testDescription: "reuse") { .reuse($0, seed: 3) },
      Family(testDescription: "grid") { .grid(25, $0 / 25) },
      Family(testDescription: "recurrent") { .recurrent($0 / 6) },
    ]
  }

  @Test(arguments: Family.all)
  func `four times as many nodes take about four times as long`(_ family: Family) {
    let count = 2000
    let (large, small) = (family.graph(count), family.graph(count / 4))
    Growth.expect(lessThan: 8) {
      _ = layOut(large.nodes, large.edges)
    } _: {
      _ = layOut(small.nodes, small.edges)
    }
  }
}
