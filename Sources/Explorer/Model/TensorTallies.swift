import Autodiff
import Inquiry
import Synchronization

/// What lists say of large tensors, remembered so that no frame walks through the same numbers twice.
///
/// It is no part of what a frame shows: without it the same would be shown, later. So any two are equal.
final class TensorTallies: Sendable, Equatable {
  /// Whose numbers, and how far they have come.
  private struct Key: Hashable {
    let generation: Run.Generation
    let quantity: Quantity
    let node: NodeID
    /// How many of its contributions have happened, where there are some.
    let stage: Int
  }

  /// How many are remembered; then all are found anew.
  private static let limit = 10_000
  private let known = Mutex<[Key: NumberTally]>([:])

  /// How many are remembered.
  var count: Int { known.withLock { $0.count } }

  static func == (_: TensorTallies, _: TensorTallies) -> Bool { true }

  /// What can be said of a node's numbers at the cursor.
  ///
  /// - Complexity: linear in its elements the first time since they changed, then in its contributions.
  func tally(_ quantity: Quantity, of node: NodeID, at run: Run) -> NumberTally {
    let key = Key(
      generation: run.generation, quantity: quantity, node: node,
      stage: run.stage(quantity, of: node))
    if let tally = known.withLock({ $0[key] }) { return tally }
    let tally = run.tally(quantity, of: node)
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll() }
      known[key] = tally
    }
    return tally
  }
}

extension Run {
  fileprivate func tally(_ quantity: Quantity, of node: NodeID) -> NumberTally {
    switch quantity {
    case .value: tallyOfValue(of: node)
    case .tangent: tallyOfTangent(of: node)
    case .adjoint: tallyOfAdjoint(of: node)
    }
  }

  /// How far the numbers of a node have come at the cursor: they are the same where that is.
  fileprivate func stage(_ quantity: Quantity, of node: NodeID) -> Int {
    switch quantity {
    case .value: return hasValue(node) ? 1 : 0
    case .tangent: return hasTangent(node) ? 1 : 0
    case .adjoint:
      let seeded = seedEvent > 0 && position >= seedEvent ? 1 : 0
      return seeded + contributions(to: node).count { $0 <= position }
    }
  }
}
