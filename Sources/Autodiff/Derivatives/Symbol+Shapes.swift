extension Symbol {
  /// The elements in the same order under another shape.
  func reshaped(to shape: Shape) -> Symbol {
    self.shape == shape ? self : .apply(.reshape, [self], attributes: shape.extents)
  }

  /// The elements repeated until they have the shape.
  func broadcast(to shape: Shape) -> Symbol {
    self.shape == shape ? self : .apply(.broadcast, [self], attributes: shape.extents)
  }

  /// Undoes broadcasting: the sum over all axes along which an operand of this shape was repeated.
  func summed(to shape: Shape) -> Symbol {
    if self.shape == shape { return self }
    if shape.count == 1 {
      return (self.shape.count == 1 ? self : .apply(.sum, [self])).reshaped(to: shape)
    }
    var sum = self
    while sum.shape.rank > shape.rank { sum = .apply(.sum, [sum], attributes: [0]) }
    for axis in shape.extents.indices.reversed()
    where shape.extents[axis] == 1 && sum.shape.extents[axis] != 1 {
      sum = .apply(.sum, [sum], attributes: [axis])
    }
    return sum.reshaped(to: shape)
  }

  /// What was reduced along an axis, shaped so that it broadcasts against the operand again.
  func restoring(axis: Int?, of shape: Shape) -> Symbol {
    // Along the first axis, and over all, broadcasting puts the missing axis in front by itself.
    guard let axis, axis > 0 else { return self }
    return reshaped(to: shape.replacing(axis: axis, by: 1))
  }

  /// The transpose of a matrix; of a transpose, what was transposed.
  var transposed: Symbol {
    if case .node(let node, let tape) = kind, tape.graph.operation(of: node) == .transpose,
      let operand = tape.graph.operands(of: node).first
    {
      return tape.symbol(of: operand)
    }
    return .apply(.transpose, [self])
  }

  /// The sum along an axis, or over all elements.
  func sum(along axis: Int?) -> Symbol {
    .apply(.sum, [self], attributes: axis.map { [$0] } ?? [])
  }
}

extension Shape {
  /// The shape with another extent along one axis.
  func replacing(axis: Int, by extent: Int) -> Shape {
    var extents = extents
    extents[axis] = extent
    // An extent of 1 makes no shape too large.
    return Shape(extents) ?? self
  }
}
