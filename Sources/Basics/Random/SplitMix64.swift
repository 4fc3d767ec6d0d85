/// A small seeded source of random numbers: the same seed gives the same numbers on every machine.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  /// All that decides about the numbers to come; a generator with this seed continues with them.
  public private(set) var state: UInt64

  /// A generator whose numbers depend on the seed alone.
  public init(seed: UInt64) {
    state = seed
  }

  /// A generator for one item among many, so that items can be drawn in any order.
  package init(seed: UInt64, item: Int) {
    // Mixed twice: seeds of neighbours would only be shifts of one another's sequence.
    var items = SplitMix64(seed: UInt64(bitPattern: Int64(item)))
    var both = SplitMix64(seed: seed ^ items.next())
    state = both.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
