import Testing

@testable import GraphLayout

@Suite struct AcyclicGraphTests {
  private func graph(_ count: Int, _ pairs: [(Int, Int)]) -> AcyclicGraph {
    AcyclicGraph(
      nodeCount: count, edges: pairs.map { LayoutEdge(source: $0.0, target: $0.1, port: 0) })
  }

  @Test func `edges that lead nowhere are dropped`() {
    #expect(graph(2, [(0, 0), (0, 2), (-1, 1), (0, 1)]).edges == [3])
  }

  @Test func `one edge of a cycle is dropped`() {
    #expect(graph(3, [(0, 1), (1, 2), (2, 0)]).edges == [0, 1])
  }

  @Test func `a graph without cycles is kept whole, whatever its numbering`() {
    let kept = graph(4, [(3, 1), (3, 2), (1, 0), (2, 0)])
    #expect(kept.edges == [0, 1, 2, 3])
    let rank = Dictionary(
      uniqueKeysWithValues: kept.topologicalOrder.enumerated().map { ($1, $0) })
    for edge in kept.edges.indices {
      #expect(rank[kept.sources[edge], default: 9] < rank[kept.targets[edge], default: 0])
    }
  }

  @Test func `parallel edges are all kept`() {
    #expect(graph(2, [(0, 1), (0, 1)]).edges == [0, 1])
  }
}
