/// A place on paper: x to the right, y downwards.
typealias Point = SIMD2<Float>

/// One movement of the pen from where it touches the paper to where it leaves it.
struct Stroke: Equatable, Sendable {
  /// The places the pen goes through. Invariant: at least two.
  var knots: [Point]
  /// Whether the pen turns sharply at a knot; as many as knots.
  var corners: [Bool]
}

/// One way to write a digit: people differ in strokes and their order, not only in their shape.
struct Hand: Equatable, Sendable {
  let digit: Int
  let name: String
  /// How common this hand is beside the others of its digit. Invariant: positive.
  let share: Float
  /// Invariant: not empty. The digit is about 2 high, around the origin.
  var strokes: [Stroke]
}

extension Stroke {
  /// The ends and corners: between two of them the pen runs smoothly.
  private var turns: [Int] {
    knots.indices.filter { $0 == 0 || $0 == knots.count - 1 || corners[$0] }
  }

  /// How many stretches between knots each smooth run has.
  var stretches: [Int] {
    let turns = turns
    return zip(turns, turns.dropFirst()).map { $1 - $0 }
  }

  /// The same line with as many stretches in each run as asked for, all of a run equally long.
  ///
  /// Requires: as many counts as runs, all positive.
  func resampled(_ counts: [Int]) -> Stroke {
    let turns = turns
    var result = Stroke(knots: [knots[0]], corners: [false])
    for (run, count) in counts.enumerated() {
      let line = Polyline(along: self, from: turns[run], to: turns[run + 1])
      for index in 1...count {
        result.knots.append(line.point(at: Float(index) / Float(count)))
        result.corners.append(index == count && run + 1 < counts.count)
      }
    }
    return result
  }
}

/// A smooth run of a stroke as straight pieces, with the length up to each place.
private struct Polyline {
  private var points: [Point]
  private var lengths: [Float] = [0]

  init(along stroke: Stroke, from start: Int, to end: Int) {
    points = [stroke.knots[start]]
    for knot in (start + 1)...end {
      let curve = stroke.curve(endingAt: knot)
      for step in 1...16 { append(curve.point(at: Float(step) / 16)) }
    }
  }

  private mutating func append(_ point: Point) {
    let last = points.count - 1
    lengths.append(lengths[last] + (point - points[last]).length)
    points.append(point)
  }

  /// The place after a part of the whole length.
  func point(at part: Float) -> Point {
    let length = part * lengths[lengths.count - 1]
    let after = lengths.firstIndex { $0 >= length } ?? lengths.count - 1
    guard after > 0, lengths[after] > lengths[after - 1] else { return points[after] }
    let rest = (length - lengths[after - 1]) / (lengths[after] - lengths[after - 1])
    return points[after - 1] + (points[after] - points[after - 1]) * rest
  }
}
