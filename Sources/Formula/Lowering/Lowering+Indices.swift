import Autodiff
import Syntax

/// Elements and parts of arrays: `x[0]`, `W[1:, -1]`, `f[y]`.
extension Lowering {
  mutating func element(of base: Term, _ indices: [SyntaxID], at node: SyntaxID) -> Term {
    guard let shape = shape(of: base) else { return .refused }
    guard indices.count <= shape.rank else {
      note(.tooManyIndices(indices.count, shape), atNode: node)
      return .refused
    }
    if let lists = indexLists(indices) {
      guard lists.count == 1, let axis = lists.first else {
        note(.severalIndexLists, atNode: node)
        return .refused
      }
      return gathered(base, axis, indices, shape, at: node)
    }
    var attributes: [Int] = []
    for (axis, index) in indices.enumerated() {
      guard let range = range(of: index, axis, shape) else { return .refused }
      attributes += range
    }
    for extent in shape.extents.dropFirst(indices.count) { attributes += [0, extent] }
    let isWhole = indices.allSatisfy { isColon($0) }
    guard !isWhole else { return base }
    return noting(indices, of: operation(.slice, [base], attributes: attributes, at: node))
  }

  /// Notes which nodes have chosen the elements that a node takes.
  private mutating func noting(_ indices: [SyntaxID], of term: Term) -> Term {
    guard case .node(let node) = term else { return term }
    var pending = indices
    while let part = pending.popLast() {
      if case .node(let chooser) = frame[part], chooser < node,
        builder.graph.operation(of: chooser) != .constant
      {
        builder.noteChooser(chooser, of: node)
      } else {
        pending += tree.parts(of: part)
      }
    }
    return term
  }

  /// The axes whose index is a list: `x[[0, 2, 0]]`; `nil` where there is none.
  private mutating func indexLists(_ indices: [SyntaxID]) -> [Int]? {
    let axes = indices.indices.filter { axis in
      if case .slice = tree[indices[axis]].kind { return false }
      return (shape(of: frame[indices[axis]])?.rank ?? 0) > 0
    }
    return axes.isEmpty ? nil : Array(axes)
  }

  /// Parts along the axis with a list, then what the other indices say of them.
  private mutating func gathered(
    _ base: Term, _ axis: Int, _ indices: [SyntaxID], _ shape: Shape, at node: SyntaxID
  ) -> Term {
    guard let list = knownLiteral(frame[indices[axis]]), list.shape.rank == 1 else {
      note(.computedIndex, atNode: indices[axis])
      return .refused
    }
    let length = shape.extents[axis]
    var places: [Int] = []
    for value in list.values {
      guard let place = Int(exactly: value) else {
        note(.fractionalIndex(value.spelled), atNode: indices[axis])
        return .refused
      }
      guard (-length..<length).contains(place) else {
        note(.indexOutside(place, axis: axis, shape), atNode: indices[axis])
        return .refused
      }
      places.append(place < 0 ? place + length : place)
    }
    let gathered = operation(.gather, [base], attributes: [axis] + places, at: node)
    let parts = noting([indices[axis]], of: gathered)
    var attributes: [Int] = []
    for (other, index) in indices.enumerated() {
      if other == axis {
        attributes += [0, places.count]
      } else {
        guard let range = range(of: index, other, shape) else { return .refused }
        attributes += range
      }
    }
    for extent in shape.extents.dropFirst(indices.count) { attributes += [0, extent] }
    let isWhole = indices.indices.allSatisfy { $0 == axis || isColon(indices[$0]) }
    guard !isWhole else { return parts }
    let others = indices.enumerated().filter { $0.offset != axis }.map(\.element)
    return noting(others, of: operation(.slice, [parts], attributes: attributes, at: node))
  }

  /// Whether an index is `:` alone, which takes everything.
  private func isColon(_ index: SyntaxID) -> Bool {
    if case .slice(nil, nil) = tree[index].kind { true } else { false }
  }

  /// The first element and their number, as the operation wants them: -1 for a single one.
  private mutating func range(of index: SyntaxID, _ axis: Int, _ shape: Shape) -> [Int]? {
    let length = shape.extents[axis]
    guard case .slice(let from, let to) = tree[index].kind else {
      guard let place = place(index) else { return nil }
      guard (-length..<length).contains(place) else {
        note(.indexOutside(place, axis: axis, shape), atNode: index)
        return nil
      }
      return [place < 0 ? place + length : place, -1]
    }
    guard let start = end(from, orElse: 0, axis, shape),
      let end = end(to, orElse: length, axis, shape)
    else { return nil }
    guard start < end else {
      note(.emptySlice, atNode: index)
      return nil
    }
    return [start, end - start]
  }

  /// An end of a range, which may lie behind the last element.
  private mutating func end(
    _ node: SyntaxID?, orElse other: Int, _ axis: Int, _ shape: Shape
  ) -> Int? {
    guard let node else { return other }
    let length = shape.extents[axis]
    guard let place = place(node) else { return nil }
    guard (-length...length).contains(place) else {
      note(.sliceOutside(place, axis: axis, shape), atNode: node)
      return nil
    }
    return place < 0 ? place + length : place
  }

  /// The whole number that an index is known to be before the program runs.
  private mutating func place(_ index: SyntaxID) -> Int? {
    let term = frame[index]
    guard !term.isRefused else { return nil }
    guard let value = knownLiteral(term)?.number else {
      note(.computedIndex, atNode: index)
      return nil
    }
    guard let place = Int(exactly: value) else {
      note(.fractionalIndex(value.spelled), atNode: index)
      return nil
    }
    return place
  }
}
