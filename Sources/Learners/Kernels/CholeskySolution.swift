import CKernels

/// Solves `(K + λ·I)·α = Y` for a positive definite matrix by `K + λ·I = L·Lᵀ`.
enum CholeskySolution {
  /// The columns of α, each as long as the matrix is wide; `nil` when the matrix is not positive
  /// definite. The matrix is used up.
  static func solve(
    _ matrix: inout [Double], adding ridge: Double, columns: [[Double]]
  ) -> [[Double]]? {
    guard let count = columns.first?.count, count > 0, matrix.count == count * count else {
      return nil
    }
    for place in 0..<count { matrix[place * count + place] += ridge }
    let failed = matrix.withUnsafeMutableBufferPointer { elements in
      elements.baseAddress.map { kernel_cholesky($0, count) } ?? 1
    }
    guard failed == 0 else { return nil }
    return matrix.withUnsafeBufferPointer { factor in
      columns.map { solved($0, factor, count) }
    }
  }

  private static func solved(
    _ column: [Double], _ factor: UnsafeBufferPointer<Double>, _ count: Int
  ) -> [Double] {
    var x = column
    for row in 0..<count {
      var rest = x[row]
      for place in 0..<row { rest -= factor[row * count + place] * x[place] }
      x[row] = rest / factor[row * count + row]
    }
    // Row by row from below, so that the factor is read as it lies.
    for row in stride(from: count - 1, through: 0, by: -1) {
      x[row] /= factor[row * count + row]
      for place in 0..<row { x[place] -= factor[row * count + place] * x[row] }
    }
    return x
  }
}
