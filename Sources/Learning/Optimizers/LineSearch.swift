/// Looks along a direction for a place that is low enough and level enough: the strong Wolfe
/// conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6).
///
/// ```
/// φ(t) ≤ φ(0) + c₁·t·φ'(0)      |φ'(t)| ≤ c₂·|φ'(0)|
/// ```
package struct LineSearch {
  /// The function along the direction, at one distance.
  package struct Sample: Equatable, Sendable {
    package let distance: Double
    package let value: Double
    package let slope: Double

    package init(distance: Double, value: Double, slope: Double) {
      self.distance = distance
      self.value = value
      self.slope = slope
    }

    fileprivate var isFinite: Bool { value.isFinite && slope.isFinite }
  }

  private static let decrease = 1e-4
  private static let curvature = 0.9
  /// More evaluations than this are not worth their time: the best place so far is taken.
  private static let limit = 20

  private let origin: Sample
  private var evaluations = 0
  private let evaluate: (Double) throws -> Sample

  private init(from origin: Sample, _ evaluate: @escaping (Double) throws -> Sample) {
    self.origin = origin
    self.evaluate = evaluate
  }

  /// The place found, trying the given distance first; `nil` when no place lower than the origin
  /// was found, as where rounding hides all decrease.
  package static func run(
    from origin: Sample, trying first: Double, _ evaluate: (Double) throws -> Sample
  ) throws -> Sample? {
    try withoutActuallyEscaping(evaluate) { evaluate in
      var search = LineSearch(from: origin, evaluate)
      return try search.bracket(first)
    }
  }

  private mutating func sample(_ distance: Double) throws -> Sample {
    evaluations += 1
    return try evaluate(distance)
  }

  private func isLowEnough(_ place: Sample) -> Bool {
    place.value <= origin.value + Self.decrease * place.distance * origin.slope
  }

  private func isLevelEnough(_ place: Sample) -> Bool {
    abs(place.slope) <= -Self.curvature * origin.slope
  }

  /// Continues to longer distances until a place serves or two places have one between them.
  private mutating func bracket(_ first: Double) throws -> Sample? {
    var (before, distance) = (origin, first)
    while evaluations < Self.limit {
      let place = try sample(distance)
      // A value that is not a number lies too far out, like one that is too high.
      guard place.isFinite else {
        distance = (before.distance + distance) / 2
        continue
      }
      if !isLowEnough(place) || (before.distance > 0 && place.value >= before.value) {
        return try zoom(low: before, high: place)
      }
      if isLevelEnough(place) { return place }
      if place.slope >= 0 { return try zoom(low: place, high: before) }
      (before, distance) = (place, distance * 2)
    }
    return before.distance > 0 ? before : nil
  }

  /// Narrows an interval whose better end is `low` until a place in it serves.
  private mutating func zoom(low: Sample, high: Sample) throws -> Sample? {
    var (low, high) = (low, high)
    while evaluations < Self.limit {
      let place = try sample(Self.between(low, high))
      if !place.isFinite || !isLowEnough(place) || place.value >= low.value {
        high = place
      } else {
        if isLevelEnough(place) { return place }
        if place.slope * (high.distance - low.distance) >= 0 { high = low }
        low = place
      }
      if abs(high.distance - low.distance) <= 1e-12 * max(abs(low.distance), 1e-30) { break }
    }
    return low.distance > 0 ? low : nil
  }

  /// The lowest place of the cubic through both ends, kept away from them; else their middle.
  private static func between(_ low: Sample, _ high: Sample) -> Double {
    let width = high.distance - low.distance
    let middle = low.distance + width / 2
    guard high.isFinite, width != 0 else { return middle }
    let slopes = low.slope + high.slope - 3 * (high.value - low.value) / width
    let root = (slopes * slopes - low.slope * high.slope).squareRoot() * (width < 0 ? -1 : 1)
    let place =
      high.distance - width * (high.slope + root - slopes) / (high.slope - low.slope + 2 * root)
    let part = (place - low.distance) / width
    return part.isFinite && part > 0.1 && part < 0.9 ? place : middle
  }
}
