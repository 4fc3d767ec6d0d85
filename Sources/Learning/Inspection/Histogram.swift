/// How many numbers fall into each of some equally wide bins.
package struct Histogram: Hashable, Sendable {
  /// What the bins cover together, from the least number to the greatest.
  package let low: Float
  package let high: Float
  package let counts: [Int]
  /// The numbers that are infinite or none, which no bin holds.
  package let outside: Int

  /// The distribution of some numbers; one that are all equal has them in its first bin.
  package init(of numbers: [Float], bins: Int = 32) {
    let bins = max(bins, 1)
    var (low, high) = (Float.infinity, -Float.infinity)
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    var counts = [Int](repeating: 0, count: bins)
    var outside = 0
    let scale = high > low ? Float(bins) / (high - low) : 0
    for number in numbers {
      guard number.isFinite else {
        outside += 1
        continue
      }
      let place = (number - low) * scale
      counts[place.isFinite ? min(max(Int(place), 0), bins - 1) : bins - 1] += 1
    }
    self.low = low.isFinite ? low : 0
    self.high = high.isFinite ? high : 0
    self.counts = counts
    self.outside = outside
  }
}
