/// Single elements of a tensor: where the second operand holds `k`, the result holds the element at
/// place `k` of the axis and at the same place of all others, as the score of each row's true class.
///
/// The result has the shape of the indices, which are nowhere longer than the tensor but along the axis.
/// The attribute is the axis, by default the last; the geometry is (rank, axis, its length), the extents
/// of the indices, and how far apart neighbours are in the tensor.
enum GatherAlong: TakingRule {
  static let name = "gatherAlong"
  static let operation = Operation.gatherAlong
  static let inverse = ScatterAdd.name
  static let attributeCount = 0...1

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (whole, indices) = (operands[0], operands[1])
    let axis = attributes.first ?? whole.rank - 1
    _ = try whole.removing(axis: axis)
    try AlignedIndices.check(indices, along: axis, of: whole)
    return indices
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    AlignedIndices.geometry(
      operands[1], along: attributes.first ?? operands[0].rank - 1, of: operands[0])
  }

  static func adding(to whole: Shape, _ attributes: [Int]) -> (Operation, attributes: [Int]) {
    (.scatterAdd, [attributes.first ?? whole.rank - 1] + whole.extents)
  }

  @inline(__always)
  static func forEachPlace<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ indices: UnsafePointer<T>,
    _ body: (_ part: Int, _ whole: Int?) -> Void
  ) {
    let (rank, axis, length) = (geometry[0], geometry[1], geometry[2])
    let (extents, strides) = (geometry + 3, geometry + 3 + rank)
    var count = 1
    for axis in 0..<rank { count *= extents[axis] }
    for part in 0..<count {
      var (rest, start) = (part, 0)
      for other in stride(from: rank - 1, through: 0, by: -1) {
        if other != axis { start += rest % extents[other] * strides[other] }
        rest /= extents[other]
      }
      body(part, place(indices[part], length: length).map { start + $0 * strides[axis] })
    }
  }
}

/// Single elements added into zeros at places of an axis that the second operand says: what takes the
/// adjoints of ``GatherAlong`` back.
///
/// The attributes are the axis and the extents of the result.
enum ScatterAdd: AddingRule {
  static let name = "scatterAdd"
  static let operation = Operation.scatterAdd
  static let inverse = GatherAlong.name
  static let attributeCount = 2...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (part, indices) = (operands[0], operands[1])
    guard part == indices else {
      throw ShapeMismatch("\(part) does not match indices of shape \(indices)")
    }
    guard let whole = Shape(Array(attributes.dropFirst())) else {
      throw ShapeMismatch("the result is too large")
    }
    _ = try whole.removing(axis: attributes[0])
    try AlignedIndices.check(indices, along: attributes[0], of: whole)
    return whole
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    AlignedIndices.geometry(operands[1], along: attributes[0], of: result)
  }

  static func taking(_ attributes: [Int]) -> (Operation, attributes: [Int]) {
    (.gatherAlong, [attributes[0]])
  }

  @inline(__always)
  static func forEachPlace<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ indices: UnsafePointer<T>,
    _ body: (_ part: Int, _ whole: Int?) -> Void
  ) {
    GatherAlong.forEachPlace(geometry, indices, body)
  }
}

/// Indices that stand beside the elements of a tensor on all its axes but one.
private enum AlignedIndices {
  static func check(_ indices: Shape, along axis: Int, of whole: Shape) throws(ShapeMismatch) {
    let fits = whole.extents.indices.allSatisfy { other in
      other == axis
        || indices.extents.indices.contains(other)
          && indices.extents[other] <= whole.extents[other]
    }
    guard indices.rank == whole.rank, fits else {
      throw ShapeMismatch(
        "indices of shape \(indices) do not lie beside \(whole) on the axes other than \(axis)")
    }
  }

  static func geometry(_ indices: Shape, along axis: Int, of whole: Shape) -> [Int] {
    [whole.rank, axis, whole.extents[axis]] + indices.extents + whole.strides
  }
}
