import Basics
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

@Suite struct TileIndexTests {
  @Test(arguments: UInt64(0)..<20)
  func `what touches an area is found, once`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let size = Size(width: 1 + random.integer(below: 900), height: 1 + random.integer(below: 300))
    func rect() -> Rect {
      Rect(
        x: random.integer(below: size.width), y: random.integer(below: size.height),
        width: 1 + random.integer(below: 200), height: 1 + random.integer(below: 40))
    }
    let rects = (0..<100).map { _ in rect() }
    let index = TileIndex(rects, in: size)
    for _ in 0..<20 {
      let area = rect()
      let found = index.numbers(touching: area)
      #expect(Set(found).count == found.count)
      let touching = rects.indices.filter { !rects[$0].intersection(area).isEmpty }
      #expect(Set(touching).isSubset(of: found))
    }
  }

  @Test func `areas outside and drawings without extent hold nothing that is there`() {
    let index = TileIndex([], in: Size(width: 0, height: 0))
    #expect(index.numbers(touching: Rect(x: -50, y: -50, width: 500, height: 500)) == [])
    let one = TileIndex([Rect(x: 0, y: 0, width: 1, height: 1)], in: Size(width: 1, height: 1))
    #expect(one.numbers(touching: Rect(x: 0, y: 0, width: 0, height: 0)) == [])
  }
}
