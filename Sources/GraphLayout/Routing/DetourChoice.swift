extension Channel {
  /// Splits strokes until none must, over others, stand to the left of itself.
  ///
  /// Each stroke has at most one follower, so what must stand in a circle is found by walking.
  /// Needs: strokes. Leaves: an order that respects `predecessors` exists.
  mutating func breakCircles() {
    let count = strokes.count
    // The walk in which each stroke was first met.
    var walk = [Int](repeating: -1, count: count)
    for start in 0..<count where walk[start] < 0 {
      var stroke: Int? = start
      while let current = stroke, walk[current] < 0 {
        walk[current] = start
        stroke = follower(of: current)
      }
      if let met = stroke, walk[met] == start { breakCircle(through: met) }
    }
  }

  private mutating func breakCircle(through first: Int) {
    var cheapest = first
    var choice = detour(for: first)
    var stroke = follower(of: first)
    while let current = stroke, current != first {
      let other = detour(for: current)
      if other.extra < choice.extra { (cheapest, choice) = (current, other) }
      stroke = follower(of: current)
    }
    split(cheapest, at: choice.row)
  }
}
