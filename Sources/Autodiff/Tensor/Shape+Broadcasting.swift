extension Shape {
  /// The shape to which both are broadcast by NumPy's rule: axes are matched from the last, and an
  /// extent of 1 or a missing axis repeats.
  ///
  /// `[3, 1]` and `[4]` broadcast to `[3, 4]`.
  public func broadcast(with other: Shape) throws(ShapeMismatch) -> Shape {
    let rank = max(rank, other.rank)
    var extents: [Int] = []
    for axis in 0..<rank {
      let (mine, theirs) = (extent(axis, ofRank: rank), other.extent(axis, ofRank: rank))
      guard mine == theirs || mine == 1 || theirs == 1 else {
        throw ShapeMismatch("\(self) and \(other) cannot be broadcast together")
      }
      extents.append(mine == 1 ? theirs : mine)
    }
    guard let shape = Shape(extents) else {
      throw ShapeMismatch("\(self) and \(other) broadcast to more elements than can be counted")
    }
    return shape
  }

  /// The extent of an axis of a shape padded in front with ones to the given rank.
  private func extent(_ axis: Int, ofRank rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    return own < 0 ? 1 : extents[own]
  }

  /// The distances in memory between neighbours along each axis, in row-major order.
  var strides: [Int] {
    var strides = extents
    var step = 1
    for axis in extents.indices.reversed() {
      strides[axis] = step
      step *= extents[axis]
    }
    return strides
  }

  /// The strides of this shape along the axes of a result it is broadcast to: 0 where it repeats.
  func strides(broadcastTo result: Shape) -> [Int] {
    let own = strides
    return result.extents.indices.map { axis in
      let place = axis - (result.rank - rank)
      return place < 0 || extents[place] == 1 ? 0 : own[place]
    }
  }
}
