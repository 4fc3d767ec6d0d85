import Autodiff
import Formula

/// How a tensor is laid out as matrices, of which one is shown at a time: a vector is a column, and
/// of more than two axes the last two make a slice. Where the last axis is an image, that is a slice.
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
  /// The axes that tell one slice from another, and the number of those that make a slice.
  private let leading: [Int]
  private let axesOfSlice: Int
  /// Whether a slice is an image.
  let isImage: Bool

  init(_ shape: Shape, images: ImageShape? = nil) {
    let extents = shape.extents
    if let images, images.fits(shape) {
      (rows, columns, isImage) = (images.rows, images.columns, true)
      (leading, axesOfSlice) = (Array(extents.dropLast()), 1)
      slices = shape.count / (rows * columns)
      return
    }
    (isImage, leading, axesOfSlice) = (false, Array(extents.dropLast(2)), 2)
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
    for extent in leading.reversed() where extent > 0 {
      indices.insert("\(rest % extent)", at: 0)
      rest /= extent
    }
    let colons = Array(repeating: ":", count: axesOfSlice)
    return "[\((indices + colons).joined(separator: ", "))]"
  }
}
