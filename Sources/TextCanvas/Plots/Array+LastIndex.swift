extension Array {
  /// The last element whose key is not beyond a limit. Requires: the keys rise.
  ///
  /// - Complexity: logarithmic.
  package func lastIndex(until limit: Double, by key: (Element) -> Double) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if key(self[middle]) <= limit { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
