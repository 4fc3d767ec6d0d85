/// A small seeded source of random numbers: the same seed gives the same numbers on every machine.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  /// All that decides about the numbers to come; a generator with this seed goes on with them.
  package private(set) var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// A generator for one item among many, so that items can be drawn in any order.
  package init(seed: UInt64, item: Int) {
    // Mixed twice: seeds of neighbours would only be shifts of one another's sequence.
    var items = SplitMix64(seed: UInt64(bitPattern: Int64(item)))
    var both = SplitMix64(seed: seed ^ items.next())
    state = both.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// A number from 0 up to but not including 1, each step of 2⁻²⁴ as likely as another.
  mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number around 0 with standard deviation 1 that never exceeds 3.5: near a normal one.
  ///
  /// The sum of four uniform numbers; it needs no logarithm, whose last bit differs by machine.
  mutating func bell() -> Float {
    let bits = next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + bits >> 48
    return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
  }

  /// An index below `count`. Requires: `count` is positive and small beside 2²⁴.
  mutating func index(below count: Int) -> Int {
    min(Int(unit() * Float(count)), count - 1)
  }
}
