/// A spline as straight pieces.
struct Polyline {
  var net: Int
  var points: [SIMD2<Double>]

  /// Flattens a chain of cubic Bézier curves.
  init(net: Int, spline: [SIMD2<Double>]) {
    self.net = net
    points = Array(spline.prefix(1))
    let pieces = 12
    for start in stride(from: 0, to: spline.count - 3, by: 3) {
      for step in 1...pieces {
        let t = Double(step) / Double(pieces)
        let s = 1 - t
        let ends = s * s * s * spline[start] + t * t * t * spline[start + 3]
        let handles = 3 * s * s * t * spline[start + 1] + 3 * s * t * t * spline[start + 2]
        points.append(ends + handles)
      }
    }
  }

  /// The proper intersections between lines of different nets.
  static func intersections(_ lines: [Polyline]) -> Int {
    var segments: [(net: Int, from: SIMD2<Double>, to: SIMD2<Double>)] = []
    for line in lines {
      for (from, to) in zip(line.points, line.points.dropFirst()) {
        segments.append((line.net, from, to))
      }
    }
    segments.sort { min($0.from.x, $0.to.x) < min($1.from.x, $1.to.x) }
    var active: [Int] = []
    var count = 0
    for (index, segment) in segments.enumerated() {
      let left = min(segment.from.x, segment.to.x)
      active.removeAll { max(segments[$0].from.x, segments[$0].to.x) < left }
      for other in active where segments[other].net != segment.net {
        let (a, b) = (segments[other].from, segments[other].to)
        if side(a, b, segment.from) * side(a, b, segment.to) < 0
          && side(segment.from, segment.to, a) * side(segment.from, segment.to, b) < 0
        {
          count += 1
        }
      }
      active.append(index)
    }
    return count
  }

  private static func side(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ p: SIMD2<Double>) -> Double {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
  }
}
