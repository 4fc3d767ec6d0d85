/// An operation that reduces its operand along one axis, or over all elements to a scalar.
///
/// The axis is the one attribute; without attributes all elements are reduced. The geometry is
/// (outer, length, inner): element `k` of the reduction to (o, i) lies at `(o·length + k)·inner + i`.
protocol ReductionRule: Rule {}

extension ReductionRule {
  static var arity: ClosedRange<Int> { 1...1 }
  static var attributeCount: ClosedRange<Int> { 0...1 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard let axis = attributes.first else { return .scalar }
    return try operands[0].removing(axis: axis)
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: operands[0], axis: attributes.first)
  }
}

extension SymbolicCall {
  /// The axis of a reduction; `nil` for all elements.
  var axis: Int? { attributes.first }

  /// What belongs to the result of a reduction, shaped so that it broadcasts against the operand.
  func restored(_ x: Symbol) -> Symbol { x.restoring(axis: axis, of: operands[0].shape) }
}

/// The lines of elements along one axis of a tensor.
struct Lines {
  let outer: Int
  /// The number of elements in a line.
  let length: Int
  /// The distance in memory between neighbours of a line.
  let inner: Int

  init(_ geometry: UnsafePointer<Int>) {
    (outer, length, inner) = (geometry[0], geometry[1], geometry[2])
  }

  /// Calls `body` with the number of each line and the place of its first element.
  @inline(__always)
  func forEach(_ body: (_ line: Int, _ start: Int) -> Void) {
    for block in 0..<outer {
      for column in 0..<inner {
        body(block * inner + column, block * length * inner + column)
      }
    }
  }

  static func geometry(of shape: Shape, axis: Int?) -> [Int] {
    guard let axis else { return [1, shape.count, 1] }
    let outer = shape.extents[..<axis].reduce(1, *)
    let inner = shape.extents[(axis + 1)...].reduce(1, *)
    return [outer, shape.extents[axis], inner]
  }
}

extension Shape {
  func removing(axis: Int) throws(ShapeMismatch) -> Shape {
    var extents = extents
    guard extents.indices.contains(axis) else {
      throw ShapeMismatch("\(self) has no axis \(axis)")
    }
    extents.remove(at: axis)
    guard let shape = Shape(extents) else {
      throw ShapeMismatch("\(self) without axis \(axis) has too many elements")
    }
    return shape
  }
}
