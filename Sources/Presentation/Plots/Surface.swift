/// A number as a function of two others, computed on a grid.
package struct Surface: Hashable, Sendable {
  /// A place on the surface, with the gradient there.
  package struct Point: Hashable, Sendable {
    package let x: Double
    package let y: Double
    package let value: Double
    /// The derivatives by the two variables, where there are any.
    package let gradient: [Double]?

    /// A place on a surface.
    package init(x: Double, y: Double, value: Double, gradient: [Double]?) {
      (self.x, self.y, self.value, self.gradient) = (x, y, value, gradient)
    }
  }

  /// What is plotted, over which two variables.
  package let name: String
  package let variables: [String]
  /// The places of the grid along both axes, rising.
  package let xs: [Double]
  package let ys: [Double]
  /// The values, row after row, from the lowest y up. Invariant: `xs.count * ys.count` of them.
  package let values: [Double]
  /// Where the program is; a function that it does not apply has no such place.
  package let present: Point?

  /// A surface over a grid.
  package init(
    name: String, variables: [String], xs: [Double], ys: [Double], values: [Double], present: Point?
  ) {
    (self.name, self.variables, self.xs, self.ys) = (name, variables, xs, ys)
    (self.values, self.present) = (values, present)
  }

  /// The value at a place of the grid; not a number outside.
  package func value(column: Int, row: Int) -> Double {
    guard xs.indices.contains(column), ys.indices.contains(row) else { return .nan }
    let place = row * xs.count + column
    return values.indices.contains(place) ? values[place] : .nan
  }

  /// Heights for contour lines, rising: about as much of the surface lies between any two.
  package func levels(_ count: Int) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard count > 0, let first = sorted.first, let last = sorted.last, first < last else {
      return []
    }
    let step = sorted.count / (count + 1)
    let chosen = (1...count).map { sorted[min($0 * step, sorted.count - 1)] }
    // Few digits, so that a line can be named by its number.
    let rounded = chosen.map { Double(NumberText.short($0, digits: 2)) ?? $0 }
    return Set(rounded).filter { $0 > first && $0 < last }.sorted()
  }

  /// Where an arrow along the gradient ends that begins at the present place: its direction is that of
  /// the gradient, its length a part of the plot.
  package var arrowTip: (x: Double, y: Double)? {
    guard let present, let gradient = present.gradient, gradient.allSatisfy(\.isFinite) else {
      return nil
    }
    let parts = zip(gradient, [xs, ys]).map { slope, places in
      let width = (places.last ?? 0) - (places.first ?? 0)
      return width > 0 ? abs(slope) / width : 0
    }
    guard let most = parts.max(), most > 0 else { return nil }
    return (present.x + gradient[0] * 0.2 / most, present.y + gradient[1] * 0.2 / most)
  }

  /// A short straight piece of a contour line.
  package struct Segment: Hashable, Sendable {
    package let from: (x: Double, y: Double)
    package let to: (x: Double, y: Double)

    package static func == (one: Segment, other: Segment) -> Bool {
      one.from == other.from && one.to == other.to
    }

    package func hash(into hasher: inout Hasher) {
      for number in [from.x, from.y, to.x, to.y] { hasher.combine(number) }
    }
  }

  /// A corner of the grid.
  private typealias Corner = (column: Int, row: Int)

  /// The contour line of a height, in pieces: in each triangle of the grid the surface is taken to be
  /// flat.
  package func contour(at level: Double) -> [Segment] {
    guard xs.count > 1, ys.count > 1 else { return [] }
    var pieces: [Segment] = []
    for row in 0..<ys.count - 1 {
      for column in 0..<xs.count - 1 {
        // Two triangles, since four corners may lie on no plane.
        let (right, up): (Corner, Corner) = ((column + 1, row), (column, row + 1))
        for third: Corner in [(column, row), (column + 1, row + 1)] {
          if let piece = piece(of: level, in: [third, right, up]) { pieces.append(piece) }
        }
      }
    }
    return pieces
  }

  /// Where a plane through three corners has a height.
  private func piece(of level: Double, in corners: [Corner]) -> Segment? {
    let heights = corners.map { value(column: $0.column, row: $0.row) }
    guard heights.allSatisfy(\.isFinite) else { return nil }
    var crossings: [(x: Double, y: Double)] = []
    for (one, other) in [(0, 1), (1, 2), (2, 0)]
    where (heights[one] < level) != (heights[other] < level) {
      let part = (level - heights[one]) / (heights[other] - heights[one])
      let (a, b) = (corners[one], corners[other])
      crossings.append(
        (
          xs[a.column] + part * (xs[b.column] - xs[a.column]),
          ys[a.row] + part * (ys[b.row] - ys[a.row])
        ))
    }
    return crossings.count == 2 ? Segment(from: crossings[0], to: crossings[1]) : nil
  }
}
