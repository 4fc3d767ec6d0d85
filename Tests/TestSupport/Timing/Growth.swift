package import Testing

/// How the time that work takes grows with its size: what can be said of a time on any machine.
package enum Growth {
  /// How often to measure where the first time does not convince.
  private static let rounds = 5

  /// Expects that four times as much work takes less than eight times as long: linear work takes four
  /// times, quadratic work sixteen times as long.
  ///
  /// The time is that of the processor in this thread. What else goes on can only make it longer, so
  /// the shortest of some rounds counts.
  package static func expectLinear(
    upTo size: Int, at place: SourceLocation = #_sourceLocation, _ work: (Int) throws -> Void
  ) rethrows {
    try expect(lessThan: 8, at: place, { try work(size) }, { try work(size / 4) })
  }

  /// Expects that the work takes less than so many times as long as some other.
  package static func expect(
    lessThan factor: Double, at place: SourceLocation = #_sourceLocation,
    _ work: () throws -> Void, _ other: () throws -> Void
  ) rethrows {
    var (long, short) = (Duration.seconds(1_000_000), Duration.seconds(1_000_000))
    for _ in 0..<rounds {
      short = min(short, try cpuTime(of: other))
      long = min(long, try cpuTime(of: work))
      if long < short * factor { return }
    }
    Issue.record(
      "it took \(long / short) times as long, \(long) against \(short)", sourceLocation: place)
  }
}
