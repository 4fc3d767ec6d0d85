package import Autodiff

extension Shape {
  /// The indices of an element: `[0, 2]`; nothing for a scalar.
  package func indexText(of element: Int) -> String {
    guard !isScalar else { return "" }
    return "[\(indices(of: element).map(String.init).joined(separator: ", "))]"
  }

  /// The element with the given indices; an axis of extent 1 repeats, and missing axes in front are
  /// passed over, as broadcasting does it.
  package func element(at indices: [Int]) -> Int {
    var element = 0
    for (extent, index) in zip(extents, indices.suffix(rank)) {
      element = element * extent + (extent == 1 ? 0 : index)
    }
    return element
  }
}
