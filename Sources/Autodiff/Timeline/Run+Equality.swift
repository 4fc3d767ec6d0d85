extension Timeline {
  /// Whether both stand at the same place of the same events, with the same bits in all numbers, so
  /// that whatever is done with them from here gives the same.
  ///
  /// - Complexity: O(n) in the numbers of the graph.
  func isSame(as other: Timeline) -> Bool {
    position == other.position && mode == other.mode && output == other.output
      && held == other.held && moved == other.moved && hasSameStart(as: other)
      && graph.hasSameNodes(as: other.graph)
      && evaluation.values.hasSameBits(as: other.evaluation.values)
      && evaluation.adjoints.hasSameBits(as: other.evaluation.adjoints)
      && evaluation.tangents.hasSameBits(as: other.evaluation.tangents)
      && overwritten.hasSameBits(as: other.overwritten)
  }

  private func hasSameStart(as other: Timeline) -> Bool {
    let isSameSeed = (seed == nil) == (other.seed == nil)
    return isSameSeed && (seed ?? []).hasSameBits(as: other.seed ?? [])
      && staleInputs == other.staleInputs
      && heldValues.allSatisfy { $1.hasSameBits(as: other.heldValues[$0] ?? []) }
      && moved.allSatisfy {
        (tangentSeeds[$0] ?? []).hasSameBits(as: other.tangentSeeds[$0] ?? [])
      }
  }
}

extension Collection where Element: Scalar {
  /// Whether both hold the same numbers, bit for bit: a NaN is the same as itself, and 0 is not -0.
  package func hasSameBits(as other: Self) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { one, other in
        one == other ? one.sign == other.sign : one.isNaN && other.isNaN
      }
  }
}
