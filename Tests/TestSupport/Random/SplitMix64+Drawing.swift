package import Basics

extension SplitMix64 {
  /// A number between the bounds, all equally likely.
  package mutating func number(in bounds: ClosedRange<Double>) -> Double {
    let unit = Double(next() >> 11) * 0x1p-53
    return bounds.lowerBound + unit * (bounds.upperBound - bounds.lowerBound)
  }

  /// An integer below a bound, which is above zero.
  package mutating func integer(below bound: Int) -> Int {
    Int.random(in: 0..<max(bound, 1), using: &self)
  }

  /// Whether a coin with this chance of heads fell on heads.
  package mutating func isHeads(chance: Double = 0.5) -> Bool { number(in: 0...1) < chance }

  /// A number that is neither near zero nor near one, of either sign: a factor that hides no error.
  package mutating func factor() -> Double {
    number(in: 1.2...2.5) * (isHeads() ? 1 : -1)
  }

  /// Numbers between the bounds, no two of them closer than half the mean distance and none closer
  /// than a quarter of it to the middle, so that differences stay on one side of a kink.
  package mutating func separated(_ count: Int, in bounds: ClosedRange<Double>) -> [Double] {
    let cells = max(count + count % 2, 2)
    let width = (bounds.upperBound - bounds.lowerBound) / Double(cells)
    let places = (0..<cells).shuffled(using: &self).prefix(count)
    return places.map { place in
      bounds.lowerBound + width * (Double(place) + number(in: 0.25...0.75))
    }
  }
}
