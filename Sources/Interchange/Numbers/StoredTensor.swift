/// An array of numbers that another program stored, read in double precision.
package struct StoredTensor: Equatable, Sendable {
  /// What the numbers were stored as.
  package let type: ElementType
  /// The length of each axis. Invariant: none is negative.
  package let shape: [Int]
  /// In row-major order. Invariant: as many as the shape counts.
  package let values: [Double]

  /// Requires: as many values as the shape counts.
  package init(type: ElementType, shape: [Int], values: [Double]) {
    self.type = type
    self.shape = shape
    self.values = values
  }
}

extension [Int] {
  /// How many elements an array of these lengths has; `nil` when a length is negative or the count no
  /// machine's.
  package var elementCount: Int? {
    var count = 1
    for extent in self {
      let (product, overflowed) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflowed else { return nil }
      count = product
    }
    return count
  }
}
