import Autodiff

/// Which elements of its factors a matrix product multiplies: a vector is a row on the left and a
/// column on the right, and each factor may be taken transposed.
struct MatrixIndices: Hashable, Sendable {
  /// The rows of the product.
  package let rows: Int
  /// How many products each of its elements adds up.
  package let inner: Int
  /// The columns of the product.
  package let columns: Int
  private let isLeftTransposed: Bool
  private let isRightTransposed: Bool

  /// The indices of a node that is a matrix product; `nil` for any other.
  init?(_ node: NodeID, in graph: Graph) {
    let operands = graph.operands(of: node)
    guard graph.operation(of: node) == .matrixProduct, operands.count == 2 else { return nil }
    let (left, right) = (graph.shape(of: operands[0]), graph.shape(of: operands[1]))
    let attributes = graph.attributes(of: node)
    isLeftTransposed = left.rank == 2 && attributes.first == 1
    isRightTransposed = right.rank == 2 && attributes.last == 1
    let a = left.rank == 2 ? left.extents : [1] + left.extents
    let b = right.rank == 2 ? right.extents : right.extents + [1]
    guard a.count == 2, b.count == 2 else { return nil }
    (rows, inner) = isLeftTransposed ? (a[1], a[0]) : (a[0], a[1])
    columns = isRightTransposed ? b[0] : b[1]
  }

  /// The element of the left factor that stands in a row and an inner place of the product.
  package func left(_ row: Int, _ place: Int) -> Int {
    isLeftTransposed ? place * rows + row : row * inner + place
  }

  /// The element of the right factor that stands in an inner place and a column of the product.
  package func right(_ place: Int, _ column: Int) -> Int {
    isRightTransposed ? column * inner + place : place * columns + column
  }

  /// The row and the inner place of an element of the left factor.
  func leftPlace(_ element: Int) -> (row: Int, place: Int) {
    isLeftTransposed
      ? (element % rows, element / rows) : (element / inner, element % inner)
  }

  /// The inner place and the column of an element of the right factor.
  func rightPlace(_ element: Int) -> (place: Int, column: Int) {
    isRightTransposed
      ? (element % inner, element / inner) : (element / columns, element % columns)
  }
}
