import Autodiff

/// How a tensor is laid out as matrices, of which one is shown at a time: a vector is a column, and
/// of more than two axes the last two make a slice.
struct SlicePlan: Hashable, Sendable {
  /// Where an element stands.
  struct Place: Hashable, Sendable {
    var slice: Int
    var row: Int
    var column: Int
  }

  let slices: Int
  let rows: Int
  let columns: Int
  private let shape: Shape

  init(_ shape: Shape) {
    self.shape = shape
    let extents = shape.extents
    columns = extents.count > 1 ? extents[extents.count - 1] : 1
    rows = extents.count > 1 ? extents[extents.count - 2] : shape.count
    slices = rows * columns == 0 ? 0 : shape.count / (rows * columns)
  }

  func place(of element: Int) -> Place {
    guard rows > 0, columns > 0 else { return Place(slice: 0, row: 0, column: 0) }
    return Place(
      slice: element / (rows * columns), row: element / columns % rows, column: element % columns)
  }

  /// The element at a place, or `nil` outside.
  func element(at place: Place) -> Int? {
    guard (0..<max(slices, 0)).contains(place.slice), (0..<rows).contains(place.row),
      (0..<columns).contains(place.column)
    else { return nil }
    return (place.slice * rows + place.row) * columns + place.column
  }

  /// The elements of a slice.
  func elements(ofSlice slice: Int) -> Range<Int> {
    slice * rows * columns..<(slice + 1) * rows * columns
  }

  /// The indices of the leading axes of a slice with colons for the last two: `[1, :, :]`.
  func sliceText(_ slice: Int) -> String {
    var rest = slice
    var indices: [String] = []
    for extent in shape.extents.dropLast(2).reversed() where extent > 0 {
      indices.insert("\(rest % extent)", at: 0)
      rest /= extent
    }
    return "[\((indices + [":", ":"]).joined(separator: ", "))]"
  }
}

extension Shape {
  /// The indices of an element: `[0, 2]`; nothing for a scalar.
  func indexText(of element: Int) -> String {
    guard !isScalar else { return "" }
    return "[\(indices(of: element).map(String.init).joined(separator: ", "))]"
  }

  /// The indices of an element along the axes.
  func indices(of element: Int) -> [Int] {
    var rest = element
    var indices: [Int] = []
    for extent in extents.reversed() {
      indices.insert(extent > 0 ? rest % extent : 0, at: 0)
      if extent > 0 { rest /= extent }
    }
    return indices
  }

  /// The element with the given indices; an axis of extent 1 repeats, and missing axes in front are
  /// passed over, as broadcasting does it.
  func element(at indices: [Int]) -> Int {
    var element = 0
    for (extent, index) in zip(extents, indices.suffix(rank)) {
      element = element * extent + (extent == 1 ? 0 : index)
    }
    return element
  }
}
