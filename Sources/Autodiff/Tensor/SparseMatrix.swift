import CKernels

/// A matrix that is mostly zeros, stored row by row with all of them.
///
/// Products pass over the zeros: nothing times zero counts, not even infinity.
public struct SparseMatrix<Element: Scalar> {
  let rows: Int
  let columns: Int
  let elements: UnsafePointer<Element>
}

extension Double {
  public static func multiply(
    _ matrix: SparseMatrix<Double>, byTransposed weights: UnsafePointer<Double>, units: Int,
    into product: UnsafeMutablePointer<Double>
  ) {
    product.update(repeating: 0, count: matrix.rows * units)
    matrix.forEachNonzero { row, column, element in
      for unit in 0..<units {
        product[row * units + unit] += element * weights[unit * matrix.columns + column]
      }
    }
  }

  public static func add(
    _ upstream: UnsafePointer<Double>, transposedTimes matrix: SparseMatrix<Double>, units: Int,
    to adjoint: UnsafeMutablePointer<Double>
  ) {
    matrix.forEachNonzero { row, column, element in
      for unit in 0..<units {
        adjoint[unit * matrix.columns + column] += element * upstream[row * units + unit]
      }
    }
  }
}

extension SparseMatrix {
  @inline(__always)
  fileprivate func forEachNonzero(_ body: (_ row: Int, _ column: Int, _ element: Element) -> Void) {
    for row in 0..<rows {
      for column in 0..<columns where elements[row * columns + column] != 0 {
        body(row, column, elements[row * columns + column])
      }
    }
  }
}

extension Float {
  public static func multiply(
    _ matrix: SparseMatrix<Float>, byTransposed weights: UnsafePointer<Float>, units: Int,
    into product: UnsafeMutablePointer<Float>
  ) {
    kernel_sparse_product(matrix.rows, matrix.columns, units, matrix.elements, weights, product)
  }

  public static func add(
    _ upstream: UnsafePointer<Float>, transposedTimes matrix: SparseMatrix<Float>, units: Int,
    to adjoint: UnsafeMutablePointer<Float>
  ) {
    kernel_sparse_product_pullback(
      matrix.rows, matrix.columns, units, matrix.elements, upstream, adjoint)
  }
}
