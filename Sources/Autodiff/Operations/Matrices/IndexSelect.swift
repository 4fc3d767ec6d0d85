/// Parts of a tensor along an axis by their places, which the second operand says: the rows of an
/// embedding, one for each word.
///
/// The axes of the indices come where the axis was. The attribute is the axis, by default the first; the
/// geometry is (outer, length, inner, number of indices).
enum IndexSelect: TakingRule {
  static let name = "indexSelect"
  static let operation = Operation.indexSelect
  static let inverse = IndexAdd.name
  static let attributeCount = 0...1

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (whole, indices, axis) = (operands[0], operands[1], attributes.first ?? 0)
    _ = try whole.removing(axis: axis)
    let extents = whole.extents[..<axis] + indices.extents + whole.extents[(axis + 1)...]
    guard let shape = Shape(Array(extents)) else {
      throw ShapeMismatch("\(indices) parts of \(whole) are too large")
    }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: operands[0], axis: attributes.first ?? 0) + [operands[1].count]
  }

  static func adding(to whole: Shape, _ attributes: [Int]) -> (Operation, attributes: [Int]) {
    let axis = attributes.first ?? 0
    return (.indexAdd, [axis, whole.extents[axis]])
  }

  @inline(__always)
  static func forEachPlace<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ indices: UnsafePointer<T>,
    _ body: (_ part: Int, _ whole: Int?) -> Void
  ) {
    let (outer, length, inner, count) = (geometry[0], geometry[1], geometry[2], geometry[3])
    for block in 0..<outer {
      for index in 0..<count {
        let start = (block * count + index) * inner
        let place = place(indices[index], length: length).map { (block * length + $0) * inner }
        for column in 0..<inner { body(start + column, place.map { $0 + column }) }
      }
    }
  }
}

/// Parts along an axis added into zeros at places that the second operand says: what takes the adjoints
/// of ``IndexSelect`` back.
///
/// The attributes are the axis, where the axes of the indices begin, and its length in the result.
enum IndexAdd: AddingRule {
  static let name = "indexAdd"
  static let operation = Operation.indexAdd
  static let inverse = IndexSelect.name
  static let attributeCount = 2...2

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (part, indices, axis) = (operands[0], operands[1], attributes[0])
    guard (0...part.rank).contains(axis),
      part.extents.dropFirst(axis).starts(with: indices.extents)
    else {
      throw ShapeMismatch("\(part) has no axes from \(axis) on for indices of shape \(indices)")
    }
    let extents =
      part.extents[..<axis] + [attributes[1]] + part.extents[(axis + indices.rank)...]
    guard attributes[1] >= 0, let shape = Shape(Array(extents)) else {
      throw ShapeMismatch("\(attributes[1]) is not the length of an axis")
    }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: result, axis: attributes[0]) + [operands[1].count]
  }

  static func taking(_ attributes: [Int]) -> (Operation, attributes: [Int]) {
    (.indexSelect, [attributes[0]])
  }

  @inline(__always)
  static func forEachPlace<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ indices: UnsafePointer<T>,
    _ body: (_ part: Int, _ whole: Int?) -> Void
  ) {
    IndexSelect.forEachPlace(geometry, indices, body)
  }
}
