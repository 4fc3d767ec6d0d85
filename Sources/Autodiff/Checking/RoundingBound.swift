extension Evaluation where Element == Double {
  /// How far rounding in all nodes may have moved the output, to first order: each result is off by
  /// half a unit in its last place or so, and its adjoint says what that does to the output.
  ///
  /// Inputs count too, for the operations that read them round on the way to their results. Needs
  /// the adjoints of a reverse sweep at these values.
  /// - Complexity: O(n) in the number of elements.
  var roundingBound: Double {
    var sum = 0.0
    for index in 0..<plan.adjointRanges.count {
      for slot in plan.adjointRanges.start[index] {
        let error = max(values[slot].magnitude * Double.ulpOfOne / 2, Double.leastNonzeroMagnitude)
        let part = error * adjoints[slot].magnitude
        // What is infinite says nothing of the rest.
        if part.isFinite { sum += part }
      }
    }
    return sum
  }
}
