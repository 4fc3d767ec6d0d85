import Testing

@testable import GraphLayout

@Suite struct ChannelTests {
  /// A channel of wires given by where they enter and leave.
  private func channel(_ wires: [(entry: Int, exits: [Int])]) -> Channel {
    var all = ChannelWires()
    for wire in wires { all.append(0, entry: wire.entry, wire.exits) }
    return Channel(Array(all.wires.indices)[...], of: all)
  }

  @Test func `a wire straight through needs no stroke`() {
    #expect(channel([(3, [3]), (5, [7])]).strokes.map(\.wire) == [1])
  }

  @Test func `who enters where another leaves stands to the left`() {
    let channel = channel([(0, [4]), (4, [8])])
    #expect(channel.predecessors(of: 0) == [1])
    #expect(channel.follower(of: 1) == 0)
    #expect(channel.predecessors(of: 1) == [])
    var budget = 0
    #expect(TrackOrder.order(channel, budget: &budget) == [1, 0])
  }

  @Test func `wires that swap their rows need a detour`() {
    var channel = channel([(0, [4]), (4, [0])])
    #expect(channel.follower(of: 0) == 1)
    #expect(channel.follower(of: 1) == 0)
    channel.breakCircles()
    #expect(channel.strokes.count == 3)
    #expect(channel.strokes[2].isHead)
    // The nearest free row to the entry at 0 is 1.
    #expect(channel.strokes[2].top == 0 && channel.strokes[2].bottom == 1)
    #expect(channel.strokes[0].entry == 1 && channel.strokes[0].head == 2)
    var budget = 1000
    let order = TrackOrder.order(channel, budget: &budget)
    #expect(order.firstIndex(of: 2) ?? 9 < order.firstIndex(of: 1) ?? 0)
    #expect(order.firstIndex(of: 1) ?? 9 < order.firstIndex(of: 0) ?? 0)
  }

  @Test func `a detour leaves the rows of others alone`() {
    var channel = channel([(0, [2]), (2, [0]), (1, [1])])
    channel.breakCircles()
    // Rows 0 to 2 are taken and none above exists, so the way leads below.
    #expect(channel.strokes.last?.bottom == 3)
  }

  @Test func `a long circle is broken once`() {
    var channel = channel([(0, [10]), (10, [20]), (20, [0])])
    channel.breakCircles()
    #expect(channel.strokes.count == 4)
  }
}
