/// A sheet of 28×28 pixels on which ink is laid as on the sheets of MNIST: fitted into 20×20
/// pixels, and its centre of mass in the middle of the sheet.
struct Paper {
  static let side = 28
  /// The side of the square that the ink fills in its longer direction.
  static let box: Float = 20

  /// From 0 for paper to 1 for ink, row by row.
  private var ink: [Float]
  /// How far each pixel is from the edge of the stroke, negative within.
  private var distances = [Float](repeating: 0, count: side * side)

  /// A sheet with ink on it, from 0 to 1, row by row. Requires: 28×28 numbers.
  init(ink: [Float] = [Float](repeating: 0, count: side * side)) {
    self.ink = ink
  }

  /// Draws a path with a pen, fitted into the box in the middle of the sheet.
  ///
  /// Each pixel is as dark as it is near to the path.
  mutating func draw(_ path: PenPath, with pen: Pen) {
    for index in distances.indices { distances[index] = .greatestFiniteMagnitude }
    let last = Float(max(path.points.count - 1, 1))
    let radii = path.points.indices.map { pen.radius(at: Float($0) / last) }
    let fit = Fit(path.points, radii, to: Self.box)
    distances.withUnsafeMutableBufferPointer { distances in
      path.forEachPiece { index in
        measure(
          from: fit.apply(to: path.points[index - 1]), to: fit.apply(to: path.points[index]),
          min(radii[index - 1], radii[index]), into: distances)
      }
    }
    for index in ink.indices {
      ink[index] = min(max((0.5 - distances[index]) / pen.fade, 0), 1)
    }
  }

  /// Writes the sheet as bytes, moved by whole pixels so that its centre of mass is in the middle.
  ///
  /// Ink of the box never leaves the sheet. Requires: room for 28×28 bytes.
  func write(into pixels: UnsafeMutableBufferPointer<UInt8>) {
    // MNIST takes pixel 14, counted from 0, for the middle, not the corner before it.
    let middle = Float(Self.side) / 2 + 0.5
    let most = Int((Float(Self.side) - Self.box) / 2)
    let offset = (Point(middle, middle) - centreOfMass).rounded(.toNearestOrEven)
    let right = min(max(Int(offset.x), -most), most)
    let down = min(max(Int(offset.y), -most), most)
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let (fromRow, fromColumn) = (row - down, column - right)
        let isOnSheet = 0..<Self.side ~= fromRow && 0..<Self.side ~= fromColumn
        let grey = isOnSheet ? ink[fromRow * Self.side + fromColumn] : 0
        pixels[row * Self.side + column] = UInt8(grey * 255 + 0.5)
      }
    }
  }

  /// The centre of mass of the ink, where a pixel's own centre is half a pixel from its edges.
  private var centreOfMass: Point {
    var mass: Float = 0
    var moment = Point.zero
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let grey = ink[row * Self.side + column]
        mass += grey
        moment += Point(Float(column) + 0.5, Float(row) + 0.5) * grey
      }
    }
    return mass > 0 ? moment / mass : Point(repeating: Float(Self.side) / 2)
  }
}

/// How a drawing is scaled and moved into the middle of the sheet, its shape kept.
private struct Fit {
  private let scale: Float
  private let middle: Point
  private static let target = Point(repeating: Float(Paper.side) / 2)

  /// The fit that makes the longer side of the ink's bounds `length` pixels long, for points around
  /// each of which ink reaches so many pixels.
  init(_ points: [Point], _ radii: [Float], to length: Float) {
    let outline = Self.bounds(of: points, radii, scale: .infinity)
    // A drawing that is one dot stays one instead of growing without end.
    let longest = max((outline.high - outline.low).max(), 0.001)
    var scale = (length - 2 * (radii.max() ?? 0)) / longest
    // The radii do not grow with the drawing. From too small a scale, steps that are never too long
    // come near the right one and not beyond it.
    for _ in 0..<10 {
      let bounds = Self.bounds(of: points, radii, scale: scale)
      scale += (length - (bounds.high - bounds.low).max() * scale) / longest
    }
    let bounds = Self.bounds(of: points, radii, scale: scale)
    self.scale = scale
    middle = (bounds.low + bounds.high) / 2
  }

  /// The bounds of the ink before it is scaled.
  private static func bounds(
    of points: [Point], _ radii: [Float], scale: Float
  ) -> (low: Point, high: Point) {
    var low = Point(repeating: .greatestFiniteMagnitude)
    var high = -low
    for (point, radius) in zip(points, radii) {
      let margin = Point(repeating: radius / scale)
      low = pointwiseMin(low, point - margin)
      high = pointwiseMax(high, point + margin)
    }
    return (low, high)
  }

  func apply(to point: Point) -> Point {
    (point - middle) * scale + Self.target
  }
}

/// What the ink of one drawing looks like, in pixels.
struct Pen {
  /// Half the width of a stroke.
  var radius: Float
  /// Over how many pixels ink fades to paper.
  var fade: Float
  /// By which part a stroke is wider at the end than in the middle of the way, and narrower at its
  /// start; and by which it is wider in the middle.
  var growth: Float = 0
  var swelling: Float = 0

  /// Half the width after a part of the way, from 0 to 1.
  func radius(at part: Float) -> Float {
    let place = 2 * part - 1
    return radius * (1 + growth * place + swelling * (0.5 - place * place))
  }
}

/// Notes for each pixel within reach of a straight piece how far it is, where that is nearer.
private func measure(
  from start: Point, to end: Point, _ radius: Float,
  into distances: UnsafeMutableBufferPointer<Float>
) {
  let reach = radius + 0.5
  let along = end - start
  let inverse = 1 / max((along * along).sum(), .leastNormalMagnitude)
  let columns = pixels(near: start.x, end.x, reach)
  for row in pixels(near: start.y, end.y, reach) {
    for column in columns {
      let pixel = Point(Float(column) + 0.5, Float(row) + 0.5) - start
      let time = min(max((pixel * along).sum() * inverse, 0), 1)
      let index = row * Paper.side + column
      distances[index] = min(distances[index], (pixel - along * time).length - radius)
    }
  }
}

/// The rows or columns whose centres may be within reach of a stretch.
private func pixels(near one: Float, _ other: Float, _ reach: Float) -> Range<Int> {
  let low = Int((min(one, other) - reach - 0.5).rounded(.up))
  let high = Int((max(one, other) + reach - 0.5).rounded(.down)) + 1
  let first = min(max(low, 0), Paper.side)
  return first..<min(max(high, first), Paper.side)
}
