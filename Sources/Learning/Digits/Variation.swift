/// How much one writing of a hand differs from another: standard deviations, in units of half the
/// height of a digit, of the angle's tangent, or of one.
struct Variation: Sendable {
  /// Each knot by itself, as an unsteady hand moves it.
  var knot: Float = 0.06
  /// A stroke against the one before.
  var stroke: Float = 0.08
  /// The first and last stretch of a stroke, longer or shorter.
  var reach: Float = 0.25
  /// The elastic stretching of the paper, smooth between places two fifths of a digit apart.
  var stretch: Float = 0.13
  /// How far haste pulls each knot towards the middle of its neighbours.
  var haste: Float = 0.15
  /// How many of the corners come out round.
  var lostCorners: Float = 0.3
  /// The smooth bending of the whole digit, for each of its shapes.
  var bend: Float = 0.13
  /// Digits are written narrower than the hands are drawn.
  var meanWidth: Float = 0.95
  /// The width against the height, around that.
  var width: Float = 0.23
  /// How upright strokes lean, around what most people do: a little to the right.
  var slant: Float = 0.32
  var meanSlant: Float = 0.15
  /// The whole digit, turned.
  var turn: Float = 0.17
  /// Half the width of the pen in pixels: the common one, how it varies, and its limits.
  var penRadius: Float = 1.4
  var penSpread: Float = 0.5
  var penLimits: ClosedRange<Float> = 0.8...2.5
  /// How the pressure changes on the way, as a part of the width.
  var pressure: Float = 0.15
  /// Over how many pixels ink fades to paper.
  var fade: ClosedRange<Float> = 1...1.8

  static let usual = Variation()
}

/// A lattice of random displacements, which moves what lies between its places smoothly along.
private struct Lattice {
  private static let side = 4
  private static let spacing: Float = 0.8
  private let displacements: [Point]

  init(_ size: Float, using generator: inout some RandomNumberGenerator) {
    var displacements: [Point] = []
    displacements.reserveCapacity(Self.side * Self.side)
    for _ in 0..<(Self.side * Self.side) { displacements.append(generator.bellPoint() * size) }
    self.displacements = displacements
  }

  func displacement(at point: Point) -> Point {
    let most = Float(Self.side - 1)
    let place = (point / Self.spacing + most / 2).clamped(
      lowerBound: .zero, upperBound: Point(repeating: most))
    let column = min(Int(place.x), Self.side - 2)
    let row = min(Int(place.y), Self.side - 2)
    let first = row * Self.side + column
    let across = ease(place.x - Float(column))
    let down = ease(place.y - Float(row))
    let upper = displacements[first] * (1 - across) + displacements[first + 1] * across
    let next = first + Self.side
    let lower = displacements[next] * (1 - across) + displacements[next + 1] * across
    return upper * (1 - down) + lower * down
  }

  /// From 0 to 1 with level ends.
  private func ease(_ time: Float) -> Float { time * time * (3 - 2 * time) }
}

/// A smooth change of the plane that moves neighbours alike: slant, turn, width and bends.
struct Deformation {
  private let xAxis: Point
  private let yAxis: Point
  // The shapes of the bends: x·y, x², y².
  private let bends: (Point, Point, Point)
  private let lattice: Lattice

  init(_ variation: Variation, using generator: inout some RandomNumberGenerator) {
    let slant = variation.meanSlant + variation.slant * generator.bell()
    let turn = variation.turn * generator.bell()
    let width = variation.meanWidth + variation.width * generator.bell()
    // The slant leans the top, where y is negative, to the right.
    xAxis = Point(1, turn) * width
    yAxis = Point(-slant - turn, 1)
    lattice = Lattice(variation.stretch, using: &generator)
    bends = (
      generator.bellPoint() * variation.bend, generator.bellPoint() * variation.bend,
      generator.bellPoint() * variation.bend
    )
  }

  func apply(to knot: Point) -> Point {
    let point = knot + lattice.displacement(at: knot)
    let (x, y) = (point.x, point.y)
    return xAxis * x + yAxis * y + bends.0 * (x * y) + bends.1 * (x * x) + bends.2 * (y * y)
  }
}

extension RandomNumberGenerator {
  /// Two independent numbers as `bell` gives them.
  mutating func bellPoint() -> Point {
    let x = bell()
    return Point(x, bell())
  }
}

extension Hand {
  /// The hand as it comes out once: no two writings of a digit are equal.
  func varied(by variation: Variation, using generator: inout some RandomNumberGenerator) -> Hand {
    let deformation = Deformation(variation, using: &generator)
    let haste = min(abs(generator.bell()) * variation.haste, 0.4)
    var hand = self
    for index in hand.strokes.indices {
      let shift = index == 0 ? Point.zero : generator.bellPoint() * variation.stroke
      hand.strokes[index].hurry(haste)
      hand.strokes[index].vary(by: variation, shift: shift, deformation, using: &generator)
    }
    return hand
  }
}

extension Stroke {
  fileprivate mutating func vary(
    by variation: Variation, shift: Point, _ deformation: Deformation,
    using generator: inout some RandomNumberGenerator
  ) {
    extend(first: variation.reach * generator.bell(), last: variation.reach * generator.bell())
    for index in knots.indices {
      if corners[index], generator.unit() < variation.lostCorners { corners[index] = false }
      let moved = knots[index] + shift + generator.bellPoint() * variation.knot
      knots[index] = deformation.apply(to: moved)
    }
  }

  /// Cuts every turn short, as a quick writer does.
  fileprivate mutating func hurry(_ haste: Float) {
    var before = knots[0]
    for index in knots.indices.dropFirst().dropLast() {
      let here = knots[index]
      knots[index] += ((before + knots[index + 1]) / 2 - here) * haste
      before = here
    }
  }

  /// Lengthens the first and the last stretch by a part of their length, or shortens them.
  private mutating func extend(first: Float, last: Float) {
    let end = knots.count - 1
    knots[0] += (knots[0] - knots[1]) * first
    knots[end] += (knots[end] - knots[end - 1]) * last
  }
}
