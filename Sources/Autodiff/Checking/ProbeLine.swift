/// A straight way through the point of a check, along which inputs move.
struct ProbeLine {
  /// Neighbouring elements of an input, where they come from, and how far each goes for a step of 1.
  struct Mover {
    let node: NodeID
    let first: Int
    let origin: [Double]
    let factors: [Double]
  }

  let movers: [Mover]
  /// What has to be computed again when they move.
  let path: ForwardPath

  /// The way that one element of an input takes.
  init(moving element: Int, of node: NodeID, from value: Double, path: ForwardPath) {
    movers = [Mover(node: node, first: element, origin: [value], factors: [1])]
    self.path = path
  }

  /// The way of many elements, each by its own factor.
  init(moving movers: [Mover], path: ForwardPath) {
    self.movers = movers
    self.path = path
  }

  /// How far the inputs really move for a step: adding a small number to a large one rounds.
  func distance(_ step: Double) -> Double {
    guard movers.count == 1, let mover = movers.first, let origin = mover.origin.first,
      mover.origin.count == 1
    else { return step }
    return (origin + step) - origin
  }

  /// Whether a step to either side changes any number at all.
  func isMoved(by step: Double) -> Bool {
    movers.contains { mover in
      zip(mover.origin, mover.factors).contains { $0 + step * $1 != $0 || $0 - step * $1 != $0 }
    }
  }
}
