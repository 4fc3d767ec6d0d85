import Basics
import Testing

@Suite struct SplitMix64Tests {
  @Test func `the numbers are those of the reference`() {
    // Those that Vigna's splitmix64.c gives for this seed.
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(
      numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func `a generator with another's state continues with its numbers`() {
    var first = SplitMix64(seed: 7)
    _ = first.next()
    var second = SplitMix64(seed: first.state)
    #expect(first.next() == second.next())
  }

  @Test func `items of one seed have generators of their own`() {
    let numbers = (0..<100).map { item -> UInt64 in
      var generator = SplitMix64(seed: 3, item: item)
      return generator.next()
    }
    #expect(Set(numbers).count == 100)
  }
}
