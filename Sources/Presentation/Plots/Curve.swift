/// A number as a function of another, computed at many places, with its derivative.
package struct Curve: Hashable, Sendable {
  /// A place of the curve; the slope is missing where nothing can be differentiated.
  package struct Point: Hashable, Sendable {
    package let x: Double
    package let y: Double
    package let slope: Double?

    /// A place of a curve.
    package init(x: Double, y: Double, slope: Double?) {
      (self.x, self.y, self.slope) = (x, y, slope)
    }

    /// The height of the tangent over another place.
    package func tangent(at other: Double) -> Double? { slope.map { y + $0 * (other - x) } }
  }

  /// What is plotted, and what its derivative is called: `z` and `dz/dx`.
  package let name: String
  package let slopeName: String
  /// What the axis is called.
  package let variable: String
  /// Rising in x.
  package let points: [Point]
  /// The places that the program is at: one of a program's number, as many of a function as numbers
  /// that it is applied to.
  package let present: [Point]

  /// Whether every place is one that somebody went to, so that none is left out of the picture.
  private let isOfSteps: Bool

  /// A curve through places; through those of a descent, one for each step.
  package init(
    name: String, slopeName: String, variable: String, points: [Point], present: [Point],
    isOfSteps: Bool = false
  ) {
    (self.name, self.slopeName, self.variable) = (name, slopeName, variable)
    (self.points, self.present) = (points, present)
    self.isOfSteps = isOfSteps
  }

  /// The places between which the curve is plotted.
  package var range: ClosedRange<Double> {
    let (first, last) = (points.first?.x ?? 0, points.last?.x ?? 0)
    return min(first, last)...max(first, last)
  }

  /// The heights that a picture shows; poles are cut off, so that the rest can be seen.
  package var heights: ClosedRange<Double>? {
    isOfSteps ? points.map(\.y).finiteRange : points.map(\.y).legibleRange
  }

  /// The slopes that a picture shows.
  package var slopes: ClosedRange<Double>? { points.compactMap(\.slope).legibleRange }

  /// Where the tangent at a place enters and leaves a plot of some heights, as far as it is in it.
  package func tangentEnds(at point: Point, within heights: ClosedRange<Double>) -> [Double] {
    guard let slope = point.slope, slope.isFinite, point.y.isFinite else { return [] }
    guard slope != 0 else { return [range.lowerBound, range.upperBound] }
    let crossings = [heights.lowerBound, heights.upperBound].map {
      point.x + ($0 - point.y) / slope
    }
    let low = max(min(crossings[0], crossings[1]), range.lowerBound)
    let high = min(max(crossings[0], crossings[1]), range.upperBound)
    return low < high ? [low, high] : []
  }

  /// Whether values and slopes can share an axis: neither makes the other a flat line.
  package var sharesAxis: Bool {
    guard let heights, let slopes else { return true }
    let (high, steep) = (heights.length(with: 0), slopes.length(with: 0))
    return steep <= 4 * high && high <= 8 * steep
  }
}

extension ClosedRange<Double> {
  /// How long the range is once it holds a number.
  fileprivate func length(with number: Double) -> Double {
    Swift.max(upperBound, number) - Swift.min(lowerBound, number)
  }
}

extension [Double] {
  /// The range of the finite numbers.
  fileprivate var finiteRange: ClosedRange<Double>? {
    let numbers = filter(\.isFinite)
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    return first...last
  }

  /// The range of the finite numbers; what lies far from nearly all of the others is left out.
  var legibleRange: ClosedRange<Double>? {
    let sorted = filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let (low, high) = (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
    // By halves, since the difference of two large numbers may be too large.
    let margin = Swift.min((high / 2 - low / 2) * 6, .greatestFiniteMagnitude)
    guard margin > 0 else { return first...last }
    return Swift.max(first, low - margin)...Swift.min(last, high + margin)
  }
}
