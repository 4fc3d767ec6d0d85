extension Hand {
  /// How the pen moves, but not where: for each stroke, how many smooth runs it has.
  private var movement: [Int] { strokes.map(\.stretches.count) }

  /// The hands with as many knots in each run as in the most finely drawn hand of their movement,
  /// so that those of one movement can be compared and blended knot by knot.
  static func aligned(_ hands: [Hand]) -> [Hand] {
    hands.map { hand in
      let others = hands.filter { $0.movement == hand.movement }
      var aligned = hand
      for index in hand.strokes.indices {
        let counts = others.map(\.strokes[index].stretches).reduce(hand.strokes[index].stretches) {
          zip($0, $1).map(max)
        }
        aligned.strokes[index] = hand.strokes[index].resampled(counts)
      }
      return aligned
    }
  }

  /// Whether the pen moves alike and nearby in both hands, so that there are hands between them.
  func isAkin(to other: Hand) -> Bool {
    guard movement == other.movement else { return false }
    return zip(strokes, other.strokes).allSatisfy { mine, others in
      mine.knots.count == others.knots.count && mine.distance(to: others) < Self.kinship
    }
  }

  // Half the height of a digit is one.
  private static let kinship: Float = 0.4

  /// A hand on the way to an akin one, further for some parts of the digit than for others.
  ///
  /// Each stroke begins and ends at a part of the way of its own: 0 is this hand and 1 the other.
  func blended(
    with other: Hand, using generator: inout some RandomNumberGenerator
  ) -> Hand {
    var hand = self
    for index in strokes.indices {
      let (first, last) = (generator.partOfWay(), generator.partOfWay())
      hand.strokes[index].move(towards: other.strokes[index], by: first, to: last)
    }
    return hand
  }
}

extension RandomNumberGenerator {
  // Below 0 the way leads away from the other hand, so that differences are exaggerated too.
  fileprivate mutating func partOfWay() -> Float { unit() * 1.4 - 0.4 }
}

extension Stroke {
  /// The mean distance of the knots from the other stroke's. Requires: as many knots in both.
  fileprivate func distance(to other: Stroke) -> Float {
    zip(knots, other.knots).reduce(0) { $0 + ($1.0 - $1.1).length } / Float(knots.count)
  }

  fileprivate mutating func move(towards other: Stroke, by first: Float, to last: Float) {
    for index in knots.indices {
      let part = first + (last - first) * Float(index) / Float(knots.count - 1)
      knots[index] += (other.knots[index] - knots[index]) * part
    }
  }
}
