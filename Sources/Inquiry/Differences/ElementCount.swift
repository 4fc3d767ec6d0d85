import Autodiff

/// A number that a gradient is often off by, and what it counts: `6, the number of elements of w`.
package struct ElementCount: Hashable, Sendable {
  let count: Int
  /// What it counts, as in `the number of elements of w`.
  let words: String

  /// What there is to count about a tensor, the likeliest first.
  static func all(of shape: Shape, called name: String) -> [ElementCount] {
    let extents = shape.extents
    guard shape.count > 1 else { return [] }
    var counts = [ElementCount(count: shape.count, words: "the number of elements of \(name)")]
    for (axis, extent) in extents.enumerated() where extent > 1 && extents.count > 1 {
      let words =
        switch (extents.count, axis) {
        case (2, 0): "the number of rows of \(name)"
        case (2, _): "the number of columns of \(name)"
        default: "the length of axis \(axis) of \(name)"
        }
      counts.append(ElementCount(count: extent, words: words))
    }
    return counts
  }
}
