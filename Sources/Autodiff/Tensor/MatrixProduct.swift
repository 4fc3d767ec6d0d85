import CKernels
import CMatrix

/// One product of two row-major matrices, `result (+)= left · right`, as the kernels take it.
public struct MatrixProduct<Element: Scalar> {
  /// The number of rows of the result.
  var rows: Int
  /// The number of columns of the result.
  var columns: Int
  /// The length of the sums.
  var inner: Int
  var left: UnsafePointer<Element>
  /// Whether `left` is stored as `inner × rows`.
  var leftIsTransposed = false
  var right: UnsafePointer<Element>
  /// Whether `right` is stored as `columns × inner`.
  var rightIsTransposed = false
  var result: UnsafeMutablePointer<Element>
  /// Whether the product is added to what `result` holds, instead of replacing it.
  var accumulates = false
}

extension MatrixProduct {
  /// The number of multiplications below which a call of the library costs more than plain loops.
  static var smallest: Int { 4096 }

  /// Multiplies with plain loops; right for small products and for `Double`.
  func multiplyDirectly() {
    let (leftRow, leftColumn) = leftIsTransposed ? (1, rows) : (inner, 1)
    let (rightRow, rightColumn) = rightIsTransposed ? (1, inner) : (columns, 1)
    for row in 0..<rows {
      let out = result + row * columns
      if !accumulates { out.update(repeating: 0, count: columns) }
      for step in 0..<inner {
        let factor = left[row * leftRow + step * leftColumn]
        let line = right + step * rightRow
        for column in 0..<columns {
          out[column] += factor * line[column * rightColumn]
        }
      }
    }
  }
}

extension Double {
  public static func multiply(_ product: MatrixProduct<Double>) {
    product.multiplyDirectly()
  }
}

extension Float {
  public static func multiply(_ product: MatrixProduct<Float>) {
    // What a batch of one example sends to its weights; the library is slower at it.
    guard product.inner != 1 || !product.accumulates else {
      return kernel_add_outer_product(
        product.left, product.rows, product.right, product.columns, product.result)
    }
    let work = product.rows * product.columns * product.inner
    let failed =
      work < MatrixProduct<Float>.smallest
      || matrix_multiply(
        product.leftIsTransposed ? 1 : 0, product.rightIsTransposed ? 1 : 0,
        product.rows, product.columns, product.inner, product.left, product.right,
        product.accumulates ? 1 : 0, product.result) != 0
    if failed { product.multiplyDirectly() }
  }
}
