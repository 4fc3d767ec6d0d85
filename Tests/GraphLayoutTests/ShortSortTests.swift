import Basics
import Testing

@testable import GraphLayout

@Suite struct ShortSortTests {
  @Test func `a part is sorted, whether short or long, and the rest stays`() {
    var random = SplitMix64(seed: 5)
    for count in 0...40 {
      let numbers = (0..<count + 4).map { _ in Int.random(in: -9...9, using: &random) }
      var sorted = numbers
      sorted.sortShort(2..<count + 2)
      #expect(sorted == numbers[..<2] + numbers[2..<count + 2].sorted() + numbers[(count + 2)...])
    }
  }
}
