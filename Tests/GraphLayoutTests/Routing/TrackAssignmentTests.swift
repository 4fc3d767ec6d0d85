import Basics
import LayoutSamples
import Testing

@testable import GraphLayout

@Suite struct TrackAssignmentTests {
  private func tracks(_ wires: [(entry: Int, exits: [Int])]) throws -> TrackAssignment {
    var all = ChannelWires()
    for wire in wires { all.append(0, entry: wire.entry, wire.exits) }
    return try #require(TrackAssignment(all, layerCount: 1) { false })
  }

  @Test func `strokes that share no row share a track`() throws {
    let assignment = try tracks([(0, [2]), (4, [6])])
    #expect(assignment.wires.wires.map(\.track) == [0, 0])
    #expect(assignment.trackCount == [1])
  }

  @Test func `strokes that share a row do not`() throws {
    let assignment = try tracks([(0, [4]), (2, [6])])
    #expect(Set(assignment.wires.wires.map(\.track)) == [0, 1])
    #expect(assignment.trackCount == [2])
  }

  @Test func `no tracks when cancelled`() {
    var wires = ChannelWires()
    wires.append(0, entry: 0, [1])
    #expect(TrackAssignment(wires, layerCount: 1) { true } == nil)
  }

  @Test func `the skyline agrees with counting row by row`() {
    var random = SplitMix64(seed: 11)
    for count in [1, 2, 7, 64, 100] {
      var skyline = Skyline(count: count)
      var heights = [Int](repeating: 0, count: count)
      for _ in 0..<200 {
        let first = Int.random(in: 0..<count, using: &random)
        let last = Int.random(in: first..<count, using: &random)
        let expected = heights[first...last].max() ?? 0
        let height = skyline.raise(first...last)
        #expect(height == expected)
        for row in first...last { heights[row] = expected + 1 }
      }
    }
  }
}
