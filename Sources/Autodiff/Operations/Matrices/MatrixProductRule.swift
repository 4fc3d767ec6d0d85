/// `C = A·B`: matrix by matrix, matrix by vector, vector by matrix, or the dot product of vectors; of
/// tensors with more axes the product of the matrices on the last two, the others broadcast.
///
/// The attributes say whether each operand is taken transposed (0 or 1), so that a layer multiplies
/// by `Wᵀ` without a copy. A third one of 1 says that A is mostly zeros: `A·Bᵀ` and what it sends to B
/// then pass over them, where there are rows enough for it to pay. The geometry is (rows, inner,
/// columns, transposed A, transposed B, passes over zeros, number of products) and for each product the
/// start of A and of B; those of C lie one behind the other.
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
    guard var factors = try? MatrixFactors(operands, attributes) else { return [] }
    factors.startProducts(of: operands[0], operands[1])
    return factors.geometry
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
    forEachProduct(of: node) { left, right, result in
      T.multiply(
        forwardProduct(
          node, node.value(0) + left, node.value(1) + right, into: node.output + result))
    }
  }

  private static func passesOverZeros<T>(_ node: KernelCall<T>) -> Bool { node.geometry[5] != 0 }

  private static func sparseFactor<T>(_ node: KernelCall<T>) -> SparseMatrix<T> {
    SparseMatrix(rows: node.geometry[0], columns: node.geometry[1], elements: node.value(0))
  }

  /// Calls `body` with the starts of both factors and of the result of each product.
  @inline(__always)
  private static func forEachProduct<T>(
    of node: KernelCall<T>, _ body: (_ left: Int, _ right: Int, _ result: Int) -> Void
  ) {
    let size = node.geometry[0] * node.geometry[2]
    for index in 0..<node.geometry[6] {
      body(node.geometry[7 + 2 * index], node.geometry[8 + 2 * index], index * size)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    if operand == 1, passesOverZeros(node) {
      return T.add(
        node.upstream, transposedTimes: sparseFactor(node), units: node.geometry[2],
        to: node.adjoint(1))
    }
    forEachProduct(of: node) { left, right, result in
      let (a, b) = (node.value(0) + left, node.value(1) + right)
      let adjoint = node.adjoint(operand) + (operand == 0 ? left : right)
      T.multiply(
        adjointProduct(node, operand, a, b, upstream: node.upstream + result, into: adjoint))
    }
  }

  /// Ā += C̄·Bᵀ and B̄ += Aᵀ·C̄, each read transposed where the operand was.
  private static func adjointProduct<T>(
    _ node: KernelCall<T>, _ operand: Int, _ left: UnsafePointer<T>, _ right: UnsafePointer<T>,
    upstream: UnsafePointer<T>, into adjoint: UnsafeMutablePointer<T>
  ) -> MatrixProduct<T> {
    let (rows, inner, columns) = (node.geometry[0], node.geometry[1], node.geometry[2])
    let (leftIsTransposed, rightIsTransposed) = (node.geometry[3] != 0, node.geometry[4] != 0)
    switch (operand, leftIsTransposed, rightIsTransposed) {
    case (0, false, let transposed):
      return MatrixProduct(
        rows: rows, columns: inner, inner: columns, left: upstream,
        right: right, rightIsTransposed: !transposed, result: adjoint, accumulates: true)
    case (0, true, let transposed):
      return MatrixProduct(
        rows: inner, columns: rows, inner: columns, left: right,
        leftIsTransposed: transposed, right: upstream, rightIsTransposed: true, result: adjoint,
        accumulates: true)
    case (_, let transposed, false):
      return MatrixProduct(
        rows: inner, columns: columns, inner: rows, left: left,
        leftIsTransposed: !transposed, right: upstream, result: adjoint, accumulates: true)
    case (_, let transposed, true):
      return MatrixProduct(
        rows: columns, columns: inner, inner: rows, left: upstream, leftIsTransposed: true,
        right: left, rightIsTransposed: transposed, result: adjoint, accumulates: true)
    }
  }

  /// Ċ = Ȧ·B + A·Ḃ.
  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    for operand in 0..<2 where node.varies(operand) {
      let first = operand == 0 ? node.tangent(0) : node.value(0)
      let second = operand == 1 ? node.tangent(1) : node.value(1)
      forEachProduct(of: node) { left, right, result in
        var product = forwardProduct(
          node, first + left, second + right, into: node.outputTangent + result)
        product.accumulates = true
        T.multiply(product)
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    guard node.operands.allSatisfy({ $0.shape.rank <= 2 }) else {
      return batchedAdjoint(node, upstream, operand)
    }
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

  /// The same of tensors with more axes: products that read their factors transposed, added up where
  /// a factor was repeated.
  private static func batchedAdjoint(
    _ node: SymbolicCall, _ upstream: Symbol, _ operand: Int
  ) -> Symbol {
    let (left, right) = (node.operands[0], node.operands[1])
    let marks = (0..<2).map { node.attributes.indices.contains($0) && node.attributes[$0] == 1 }
    let product: Symbol =
      switch (operand, marks[operand]) {
      case (0, false): matrixProduct(upstream, right, [false, !marks[1]])
      case (0, true): matrixProduct(right, upstream, [marks[1], true])
      case (_, false): matrixProduct(left, upstream, [!marks[0], false])
      case (_, true): matrixProduct(upstream, left, [true, marks[0]])
      }
    return product.summed(to: node.operands[operand].shape)
  }

  private static func matrixProduct(_ x: Symbol, _ y: Symbol, _ marks: [Bool]) -> Symbol {
    let attributes = marks.contains(true) ? marks.map { $0 ? 1 : 0 } : []
    return .apply(.matrixProduct, [x, y], attributes: attributes)
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
  private(set) var rows: Int
  let inner: Int
  let columns: Int
  let isTransposed: (Bool, Bool)
  let passesOverZeros: Bool
  let resultExtents: [Int]
  /// Where the factors of each product start.
  private(set) var starts = [(left: 0, right: 0)]

  /// The number of rows from which on it pays to look for zeros.
  private static let fewestSparseRows = 16

  init(_ operands: [Shape], _ attributes: [Int]) throws(ShapeMismatch) {
    let (left, right) = (operands[0], operands[1])
    try Self.checkRanks(left, right)
    isTransposed = (
      left.rank >= 2 && attributes.first == 1,
      right.rank >= 2 && attributes.dropFirst().first == 1
    )
    var (a, b) = (Array(left.extents.suffix(2)), Array(right.extents.suffix(2)))
    if isTransposed.0 { a.reverse() }
    if isTransposed.1 { b.reverse() }
    (rows, inner) = left.rank >= 2 ? (a[0], a[1]) : (1, a[0])
    columns = right.rank >= 2 ? b[1] : 1
    guard inner == b[0] else {
      let (first, second) = (
        isTransposed.0 ? "transposed " : "", isTransposed.1 ? "transposed " : ""
      )
      throw ShapeMismatch(
        "\(first)\(left) @ \(second)\(right): the inner dimensions \(inner) and \(b[0]) differ")
    }
    passesOverZeros =
      attributes.dropFirst(2).first == 1 && left.rank == 2 && isTransposed == (false, true)
      && right.rank == 2 && rows >= MatrixFactors.fewestSparseRows
    let batch = try Self.batch(left, right)
    resultExtents =
      batch.extents + (left.rank >= 2 ? [rows] : []) + (right.rank >= 2 ? [columns] : [])
  }

  private static func checkRanks(_ left: Shape, _ right: Shape) throws(ShapeMismatch) {
    guard left.rank > 0, right.rank > 0 else {
      throw ShapeMismatch("only vectors and matrices can be multiplied, not \(left) by \(right)")
    }
    let (least, most) = (min(left.rank, right.rank), max(left.rank, right.rank))
    guard most <= 2 || least >= 2 else {
      throw ShapeMismatch(
        "a vector does not multiply a batch of matrices, \(left) by \(right): reshape it to a matrix"
      )
    }
  }

  /// The axes in front of the matrices, broadcast.
  private static func batch(_ left: Shape, _ right: Shape) throws(ShapeMismatch) -> Shape {
    guard left.rank > 2 || right.rank > 2 else { return .scalar }
    return try left.withoutMatrix.broadcast(with: right.withoutMatrix)
  }

  /// Lists the products of a batch, in the order in which their results lie in memory.
  mutating func startProducts(of left: Shape, _ right: Shape) {
    guard left.rank > 2 || right.rank > 2, let batch = try? Self.batch(left, right) else { return }
    let (sizes, count) = ((rows * inner, inner * columns), batch.count)
    let leftStrides = left.withoutMatrix.strides(broadcastTo: batch)
    let rightStrides = right.withoutMatrix.strides(broadcastTo: batch)
    // One matrix on the right of all rows: the batch is one large matrix, and this one product.
    if right.withoutMatrix.count == 1, left.withoutMatrix.count == count, !isTransposed.0 {
      rows *= count
      return
    }
    starts = (0..<count).map { index in
      let places = batch.indices(of: index)
      let start = { (strides: [Int]) in zip(places, strides).reduce(0) { $0 + $1.0 * $1.1 } }
      return (start(leftStrides) * sizes.0, start(rightStrides) * sizes.1)
    }
  }

  var geometry: [Int] {
    [rows, inner, columns] + [isTransposed.0, isTransposed.1, passesOverZeros].map { $0 ? 1 : 0 }
      + [starts.count] + starts.flatMap { [$0.left, $0.right] }
  }
}

extension Shape {
  /// The axes in front of the last two, which are those of a matrix.
  fileprivate var withoutMatrix: Shape {
    // A part of a shape is no larger than it.
    Shape(extents.dropLast(2)) ?? .scalar
  }
}
