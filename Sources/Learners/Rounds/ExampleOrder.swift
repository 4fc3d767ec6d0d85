import Basics

/// Goes through examples in random order, over and over, each time in another order.
package struct ExampleOrder: Sendable {
  private var places: [Int32]
  private var used = 0
  private var generator: SplitMix64

  package init(count: Int, seed: UInt64) {
    places = (0..<count).map { Int32(clamping: $0) }
    // Another sequence than that of the weights.
    generator = SplitMix64(seed: seed, item: 1)
    places.shuffle(using: &generator)
  }

  /// The next examples; those that are too few at the end are passed over.
  package mutating func next(_ count: Int) -> ArraySlice<Int32> {
    let count = min(count, places.count)
    if places.count - used < count {
      places.shuffle(using: &generator)
      used = 0
    }
    defer { used += count }
    return places[used..<used + count]
  }

  func store(in memory: inout LearnerMemory) {
    memory.places["order"] = places
    memory.counts["used"] = used
    memory.randoms["order"] = generator.state
  }

  mutating func restore(from memory: LearnerMemory) -> Bool {
    guard let held = memory.places["order"], held.count == places.count,
      held.allSatisfy({ $0 >= 0 && $0 < held.count }),
      let used = memory.counts["used"], 0...held.count ~= used,
      let state = memory.randoms["order"]
    else { return false }
    (places, self.used, generator) = (held, used, SplitMix64(seed: state))
    return true
  }
}
