import Testing

@testable import GraphLayout

@Suite struct TrackOrderTests {
  private func order(_ wires: [(entry: Int, exits: [Int])], budget: Int) -> [Int] {
    var all = ChannelWires()
    for wire in wires { all.append(0, entry: wire.entry, wire.exits) }
    var budget = budget
    return TrackOrder.order(Channel(Array(all.wires.indices)[...], of: all), budget: &budget)
  }

  @Test(arguments: [0, 1000])
  func `rising wires start with the highest, falling ones with the lowest`(budget: Int) {
    #expect(order([(10, [0]), (12, [2]), (14, [4])], budget: budget) == [0, 1, 2])
    #expect(order([(0, [10]), (2, [12]), (4, [14])], budget: budget) == [2, 1, 0])
  }

  @Test func `a fork stands where it crosses least`() {
    // The fork's runs to the right would cross the other stroke twice if it stood to the left.
    #expect(order([(0, [3, 5, 20]), (10, [1])], budget: 1000).first == 1)
  }
}
