/// How many steps a second a run is held to.
struct Pace: Hashable, Sendable {
  /// From the slowest to the fastest; beyond the last one a run is not held back.
  private static let all: [Double] = [1, 2, 5, 10, 25, 100, 500]
  private(set) var stepsPerSecond: Double?

  /// The next faster or slower one.
  mutating func change(by step: Int) {
    let place = stepsPerSecond.flatMap { pace in Self.all.firstIndex { $0 >= pace } }
    let wanted = (place ?? Self.all.count) + step
    stepsPerSecond = Self.all.indices.contains(max(wanted, 0)) ? Self.all[max(wanted, 0)] : nil
  }

  /// A pace of its own; `nil` for none.
  mutating func set(_ stepsPerSecond: Double?) { self.stepsPerSecond = stepsPerSecond }
}
