import Autodiff

/// The ways in which the elements of a tensor are easily put in wrong places.
struct Rearrangements {
  /// Longer axes are not tried at every distance, nor more elements than this.
  private static let longestAxis = 64
  private static let mostElements = 1 << 16

  /// A rearranged tensor and what was done to it.
  struct Rearranged {
    let signature: Signature
    let elements: [Double]
  }

  private let shape: Shape
  private let elements: [Double]

  init(_ elements: [Double], _ shape: Shape) {
    self.elements = elements
    self.shape = shape
  }

  /// All of them that change something, the likeliest first.
  var all: [Rearranged] {
    guard elements.count > 1, elements.count <= Self.mostElements else { return [] }
    return (transpositions + permutations + turns + shifts).filter { $0.elements != elements }
  }

  /// Of a matrix, also where rows and columns are not as many: then its numbers stand in the order of
  /// the columns.
  private var transpositions: [Rearranged] {
    guard shape.rank >= 2 else { return [] }
    var axes = Array(0..<shape.rank)
    axes.swapAt(shape.rank - 2, shape.rank - 1)
    return [Rearranged(signature: .transposed, elements: permuted(axes))]
  }

  /// Axes of the same length that were exchanged.
  private var permutations: [Rearranged] {
    guard shape.rank == 3 || shape.rank == 4 else { return [] }
    return Self.orders(of: Array(0..<shape.rank)).compactMap { axes in
      guard axes != Array(0..<shape.rank), axes.map({ shape.extents[$0] }) == shape.extents
      else { return nil }
      return Rearranged(signature: .permuted(axes), elements: permuted(axes))
    }
  }

  private static func orders(of axes: [Int]) -> [[Int]] {
    guard axes.count > 1 else { return [axes] }
    return axes.flatMap { first in
      orders(of: axes.filter { $0 != first }).map { [first] + $0 }
    }
  }

  private var turns: [Rearranged] {
    shape.extents.indices.filter { shape.extents[$0] > 2 }.map { axis in
      Rearranged(
        signature: .reversed(axis: axis),
        elements: alongAxis(axis) { shape.extents[axis] - 1 - $0 })
    }
  }

  private var shifts: [Rearranged] {
    shape.extents.indices.flatMap { axis -> [Rearranged] in
      let extent = shape.extents[axis]
      guard extent > 1, extent <= Self.longestAxis else { return [] }
      return (1..<extent).map { distance in
        Rearranged(
          signature: .shifted(
            axis: axis, by: distance <= extent / 2 ? distance : distance - extent),
          elements: alongAxis(axis) { ($0 + extent - distance) % extent })
      }
    }
  }

  /// The axis along which the slices of another tensor are these in another order; `nil` where there
  /// is none.
  func axisReordered(in other: [Double], _ near: NearEquality) -> Int? {
    guard elements.count <= Self.mostElements else { return nil }
    return shape.extents.indices.first { axis in
      let extent = shape.extents[axis]
      guard extent > 1, extent <= Self.longestAxis else { return false }
      let mine = (0..<extent).map { slice($0, axis, of: elements) }
      var left = (0..<extent).map { slice($0, axis, of: other) }
      for slice in mine {
        guard let place = left.firstIndex(where: { near.matches($0, slice) }) else { return false }
        left.remove(at: place)
      }
      return true
    }
  }

  private func slice(_ index: Int, _ axis: Int, of elements: [Double]) -> [Double] {
    elements.indices.filter { (($0 / stride(axis)) % shape.extents[axis]) == index }
      .map { elements[$0] }
  }

  private func stride(_ axis: Int) -> Int {
    shape.extents[(axis + 1)...].reduce(1, *)
  }

  /// Takes each element from another index of an axis.
  private func alongAxis(_ axis: Int, from source: (Int) -> Int) -> [Double] {
    let (stride, extent) = (stride(axis), shape.extents[axis])
    return elements.indices.map { place in
      let index = (place / stride) % extent
      return elements[place + (source(index) - index) * stride]
    }
  }

  /// The elements read with the axes in this order.
  private func permuted(_ axes: [Int]) -> [Double] {
    let extents = axes.map { shape.extents[$0] }
    let strides = axes.map { stride($0) }
    var index = Array(repeating: 0, count: axes.count)
    var result: [Double] = []
    result.reserveCapacity(elements.count)
    var place = 0
    for _ in elements.indices {
      result.append(elements[place])
      var axis = axes.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < extents[axis] { break }
        place -= strides[axis] * extents[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
