/// The path of the pen as short straight pieces.
struct PenPath {
  /// The places along all strokes, in order.
  private(set) var points: [Point] = []
  /// Where each stroke begins among the points.
  private(set) var starts: [Int] = []

  /// Forgets the path but keeps its memory for the next one.
  mutating func clear() {
    points.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// Adds a stroke as a chain of cubic Bézier curves, one between each two knots, laid out in
  /// straight pieces about as long as `piece`.
  ///
  /// The curves meet smoothly at each knot that is not a corner: their common direction is that of
  /// the parabola through the knot and its neighbours.
  mutating func append(_ stroke: Stroke, piece: Float) {
    starts.append(points.count)
    points.append(stroke.knots[0])
    for index in 1..<stroke.knots.count {
      let curve = stroke.curve(endingAt: index)
      let count = min(max(Int(curve.chord / piece), 2), 16)
      for step in 1...count { points.append(curve.point(at: Float(step) / Float(count))) }
    }
  }

  /// Calls the body with the number of the point at which each straight piece ends; it begins at
  /// the point before.
  func forEachPiece(_ body: (Int) -> Void) {
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : points.count
      for index in (start + 1)..<max(end, start + 1) { body(index) }
    }
  }
}

/// A cubic Bézier curve.
struct BezierCurve: Equatable {
  var start, startHandle, endHandle, end: Point

  /// The distance between its ends.
  var chord: Float { (end - start).length }

  /// The place at a time from 0 to 1.
  func point(at time: Float) -> Point {
    let rest = 1 - time
    let ends = start * (rest * rest * rest) + end * (time * time * time)
    return ends + startHandle * (3 * rest * rest * time) + endHandle * (3 * rest * time * time)
  }
}

extension Stroke {
  /// The curve from the knot before to the knot at `index`. Requires: `index` is at least 1.
  func curve(endingAt index: Int) -> BezierCurve {
    let (start, end) = (knots[index - 1], knots[index])
    let chord = end - start
    let leaving = direction(at: index - 1)
    let arriving = direction(at: index)
    let reach = chord.length / 3
    var curve = BezierCurve(
      start: start, startHandle: start + chord / 3, endHandle: end - chord / 3, end: end)
    if let leaving { curve.startHandle = start + leaving * reach }
    if let arriving { curve.endHandle = end - arriving * reach }
    // An end or a corner has no direction of its own: a parabola follows the other end's.
    if leaving == nil { curve.startHandle = curve.endHandle - chord / 3 }
    if arriving == nil, leaving != nil { curve.endHandle = curve.startHandle + chord / 3 }
    return curve
  }

  /// The direction of the pen at a knot within the stroke, or `nil` at an end or a corner.
  private func direction(at index: Int) -> Point? {
    guard index > 0, index + 1 < knots.count, !corners[index] else { return nil }
    let before = knots[index] - knots[index - 1]
    let after = knots[index + 1] - knots[index]
    let (lengthBefore, lengthAfter) = (before.length, after.length)
    guard lengthBefore > 0, lengthAfter > 0 else { return nil }
    let slopes = before * (lengthAfter / lengthBefore) + after * (lengthBefore / lengthAfter)
    return slopes / (lengthBefore + lengthAfter)
  }
}

extension Point {
  var length: Float { (x * x + y * y).squareRoot() }
}
