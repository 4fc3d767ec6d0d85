package import Autodiff

/// The rows and columns of the images that vectors of a program stand for: 784 pixels are 28×28.
package struct ImageShape: Hashable, Sendable {
  package let rows: Int
  package let columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// Whether a tensor is images: its last axis has as many elements as one has pixels.
  package func fits(_ shape: Shape) -> Bool {
    let (count, overflowed) = rows.multipliedReportingOverflow(by: columns)
    return !overflowed && count > 0 && shape.extents.last == count
  }
}

extension Program {
  /// The program whose vectors of that many elements are shown as images.
  package func showing(_ images: ImageShape?) -> Program {
    var program = self
    program.imageShape = images
    return program
  }
}
