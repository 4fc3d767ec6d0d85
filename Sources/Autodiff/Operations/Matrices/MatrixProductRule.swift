/// `C = A·B`: matrix by matrix, matrix by vector, vector by matrix, or the dot product of vectors.
///
/// The attributes say whether each operand is taken transposed (0 or 1), so that a layer multiplies
/// by `Wᵀ` without a copy. A third one of 1 says that A is mostly zeros: `A·Bᵀ` and what it sends to B
/// then pass over them, where there are rows enough for it to pay. The geometry is (rows, inner,
/// columns, transposed A, transposed B, passes over zeros).
enum MatrixProductRule: Rule {
  static let name = "@"
  static let arity = 2...2
  static let attributeCount = 0...3

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let factors = try MatrixFactors(operands, attributes)
    guard let shape = Shape(factors.resultExtents) else {
      throw ShapeMismatch("the product of \(operands[0]) and \(operands[1]) is too large")
    }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    (try? MatrixFactors(operands, attributes))?.geometry ?? []
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    operand == 0 ? "· @ \(names[1])ᵀ" : "\(names[0])ᵀ @ ·"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    guard !passesOverZeros(node) else {
      return T.multiply(
        sparseFactor(node), byTransposed: node.value(1), units: node.geometry[2],
        into: node.output)
    }
    T.multiply(forwardProduct(node, node.value(0), node.value(1), into: node.output))
  }

  private static func passesOverZeros<T>(_ node: KernelCall<T>) -> Bool { node.geometry[5] != 0 }

  private static func sparseFactor<T>(_ node: KernelCall<T>) -> SparseMatrix<T> {
    SparseMatrix(rows: node.geometry[0], columns: node.geometry[1], elements: node.value(0))
  }

  /// Ā += C̄·Bᵀ and B̄ += Aᵀ·C̄, each read transposed where the operand was.
  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (rows, inner, columns) = (node.geometry[0], node.geometry[1], node.geometry[2])
    let (leftIsTransposed, rightIsTransposed) = (node.geometry[3] != 0, node.geometry[4] != 0)
    let (upstream, adjoint) = (node.upstream, node.adjoint(operand))
    if operand == 1, passesOverZeros(node) {
      return T.add(
        upstream, transposedTimes: sparseFactor(node), units: columns, to: adjoint)
    }
    switch (operand, leftIsTransposed, rightIsTransposed) {
    case (0, false, let transposed):
      T.multiply(
        MatrixProduct(
          rows: rows, columns: inner, inner: columns, left: upstream,
          right: node.value(1), rightIsTransposed: !transposed, result: adjoint, accumulates: true))
    case (0, true, let transposed):
      T.multiply(
        MatrixProduct(
          rows: inner, columns: rows, inner: columns, left: node.value(1),
          leftIsTransposed: transposed, right: upstream, rightIsTransposed: true, result: adjoint,
          accumulates: true))
    case (_, let transposed, false):
      T.multiply(
        MatrixProduct(
          rows: inner, columns: columns, inner: rows, left: node.value(0),
          leftIsTransposed: !transposed, right: upstream, result: adjoint, accumulates: true))
    case (_, let transposed, true):
      T.multiply(
        MatrixProduct(
          rows: columns, columns: inner, inner: rows, left: upstream, leftIsTransposed: true,
          right: node.value(0), rightIsTransposed: transposed, result: adjoint, accumulates: true))
    }
  }

  /// Ċ = Ȧ·B + A·Ḃ.
  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    for operand in 0..<2 where node.varies(operand) {
      let left = operand == 0 ? node.tangent(0) : node.value(0)
      let right = operand == 1 ? node.tangent(1) : node.value(1)
      var product = forwardProduct(node, left, right, into: node.outputTangent)
      product.accumulates = true
      T.multiply(product)
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let isTransposed = { place in
      node.operands[place].shape.rank == 2 && node.attributes.indices.contains(place)
        && node.attributes[place] == 1
    }
    let factors = (0..<2).map { place in
      isTransposed(place) ? node.operands[place].transposed : node.operands[place]
    }
    let adjoint = factorAdjoint(operand, factors[0], factors[1], upstream)
    return isTransposed(operand) ? adjoint.transposed : adjoint
  }

  /// The adjoint of a factor that is taken as it stands.
  private static func factorAdjoint(
    _ operand: Int, _ left: Symbol, _ right: Symbol, _ upstream: Symbol
  ) -> Symbol {
    switch (left.shape.rank, right.shape.rank, operand) {
    case (1, 1, 0): upstream * right
    case (1, 1, _): upstream * left
    case (2, 1, 0): upstream.asColumn * right
    case (2, 1, _): .apply(.matrixProduct, [upstream, left])
    case (1, _, 0): .apply(.matrixProduct, [right, upstream])
    case (1, _, _): left.asColumn * upstream
    case (_, _, 0): .apply(.matrixProduct, [upstream, right.transposed])
    default: .apply(.matrixProduct, [left.transposed, upstream])
    }
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.linearInEach(.matrixProduct, tangents)
  }

  private static func forwardProduct<T>(
    _ node: KernelCall<T>, _ left: UnsafePointer<T>, _ right: UnsafePointer<T>,
    into result: UnsafeMutablePointer<T>
  ) -> MatrixProduct<T> {
    MatrixProduct(
      rows: node.geometry[0], columns: node.geometry[2], inner: node.geometry[1], left: left,
      leftIsTransposed: node.geometry[3] != 0, right: right,
      rightIsTransposed: node.geometry[4] != 0, result: result)
  }
}

extension Symbol {
  /// A vector as a matrix of one column.
  fileprivate var asColumn: Symbol {
    reshaped(to: Shape(shape.extents + [1]) ?? shape)
  }
}

/// The two factors of a product as matrices: a vector is a row on the left, a column on the right.
private struct MatrixFactors {
  let rows: Int
  let inner: Int
  let columns: Int
  let isTransposed: (Bool, Bool)
  let passesOverZeros: Bool
  let resultExtents: [Int]

  /// The number of rows from which on it pays to look for zeros.
  private static let fewestSparseRows = 16

  init(_ operands: [Shape], _ attributes: [Int]) throws(ShapeMismatch) {
    let (left, right) = (operands[0], operands[1])
    guard (1...2).contains(left.rank), (1...2).contains(right.rank) else {
      throw ShapeMismatch("only vectors and matrices can be multiplied, not \(left) by \(right)")
    }
    isTransposed = (
      left.rank == 2 && attributes.first == 1,
      right.rank == 2 && attributes.dropFirst().first == 1
    )
    var (a, b) = (left.extents, right.extents)
    if isTransposed.0 { a.reverse() }
    if isTransposed.1 { b.reverse() }
    (rows, inner) = left.rank == 2 ? (a[0], a[1]) : (1, a[0])
    columns = right.rank == 2 ? b[1] : 1
    guard inner == b[0] else {
      let (first, second) = (
        isTransposed.0 ? "transposed " : "", isTransposed.1 ? "transposed " : ""
      )
      throw ShapeMismatch(
        "\(first)\(left) @ \(second)\(right): the inner dimensions \(inner) and \(b[0]) differ")
    }
    passesOverZeros =
      attributes.dropFirst(2).first == 1 && left.rank == 2 && isTransposed == (false, true)
      && rows >= MatrixFactors.fewestSparseRows
    resultExtents = (left.rank == 2 ? [rows] : []) + (right.rank == 2 ? [columns] : [])
  }

  var geometry: [Int] {
    [rows, inner, columns] + [isTransposed.0, isTransposed.1, passesOverZeros].map { $0 ? 1 : 0 }
  }
}
