extension Shape {
  /// The index along each axis of the element at a place in row-major order; none for a scalar, and 0
  /// along an axis without elements.
  package func indices(of element: Int) -> [Int] {
    var rest = element
    var indices = extents
    for axis in extents.indices.reversed() {
      let extent = max(extents[axis], 1)
      indices[axis] = rest % extent
      rest /= extent
    }
    return indices
  }
}
