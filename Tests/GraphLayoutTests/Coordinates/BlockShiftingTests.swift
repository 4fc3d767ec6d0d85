import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct BlockShiftingTests {
  @Test func `a block moves to the median of its wishes`() {
    let graph = SampleGraph("", operands: [[], [], [], [0, 1, 2]]).layered()
    let order = LayerOrder(asGiven: graph)
    var shifting = BlockShifting(
      graph, Spacing(graph, order, LayoutOptions()), rows: [0, 5, 10, 0])
    let alone = Array(0..<4)
    let members = Groups(owners: alone, count: 4)
    let movedAtFirst = shifting.shift([3], members: members, block: alone)
    #expect(movedAtFirst)
    // The middle operand leaves at row 6 and enters the box of height 5 at its row 2.
    #expect(shifting.rows == [0, 5, 10, 4])
    let movedAgain = shifting.shift([3], members: members, block: alone)
    #expect(!movedAgain)
  }

  @Test func `a block stops at its neighbour`() {
    let graph = SampleGraph("", operands: [[], [0], [0]]).layered()
    let order = LayerOrder(asGiven: graph)
    var shifting = BlockShifting(graph, Spacing(graph, order, LayoutOptions()), rows: [0, 0, 20])
    let alone = Array(0..<3)
    _ = shifting.shift([2], members: Groups(owners: alone, count: 3), block: alone)
    #expect(shifting.rows == [0, 0, 5])
  }

  @Test(arguments: SampleGraph.corpus)
  func `once no block moves in one order, none does in any`(_ sample: SampleGraph) {
    let graph = sample.layered()
    let order = LayerOrder(asGiven: graph)
    let spacing = Spacing(graph, order, LayoutOptions())
    var rows = [Int](repeating: 0, count: graph.vertexCount)
    for vertex in order.vertices {
      guard let above = spacing.neighbours[vertex].above else { continue }
      rows[vertex] = rows[above] + spacing.neighbours[vertex].distanceAbove
    }
    var shifting = BlockShifting(graph, spacing, rows: rows)
    let alone = Array(0..<graph.vertexCount)
    let members = Groups(owners: alone, count: graph.vertexCount)
    var thorough = shifting
    var turns = 0
    while turns < 50, shifting.shift(alone, members: members, block: alone) {
      turns += 1
      // Blocks that have settled are passed over; to look at them again changes nothing.
      thorough.regroup()
      _ = thorough.shift(alone, members: members, block: alone)
      #expect(shifting.rows == thorough.rows)
    }
    guard turns < 50 else { return }
    shifting.regroup()
    let moved = shifting.shift(alone.reversed(), members: members, block: alone)
    #expect(!moved)
  }

  @Test func `straight lines cost nothing`() {
    let graph = SampleGraph.chain(3).layered()
    let order = LayerOrder(asGiven: graph)
    let spacing = Spacing(graph, order, LayoutOptions())
    #expect(BlockShifting(graph, spacing, rows: [0, 0, 0]).cost == 0)
    #expect(
      BlockShifting(graph, spacing, rows: [0, 0, 3]).cost == 3 + BlockShifting.bendCost)
  }
}
