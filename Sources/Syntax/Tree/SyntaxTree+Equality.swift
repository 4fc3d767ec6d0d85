/// Two trees are equal when they are the same program; where it stood in a text does not matter.
extension SyntaxTree: Equatable {
  package static func == (left: SyntaxTree, right: SyntaxTree) -> Bool {
    guard left.statements.count == right.statements.count else { return false }
    return zip(left.statements, right.statements).allSatisfy { mine, theirs in
      mine.body.count == theirs.body.count && mine.isData == theirs.isData
        && left.isSame(mine.kind, as: theirs.kind, in: right)
    }
  }

  private func isSame(
    _ mine: Statement.Kind, as theirs: Statement.Kind, in other: SyntaxTree
  ) -> Bool {
    switch (mine, theirs) {
    case (.binding(let name, let value), .binding(let otherName, let otherValue)):
      return isSame([name], as: [otherName], in: other)
        && isSame(value, as: otherValue, in: other)
    case (.function(let name, let inputs, let body), .function(let name2, let inputs2, let body2)):
      return isSame([name] + inputs, as: [name2] + inputs2, in: other)
        && isSame(body, as: body2, in: other)
    case (.expression(let value), .expression(let otherValue)):
      return isSame(value, as: otherValue, in: other)
    case (.output(let places), .output(let otherPlaces)):
      return isSame(places.map(\.name), as: otherPlaces.map(\.name), in: other)
        && zip(places, otherPlaces).allSatisfy { isSame($0.element, as: $1.element, in: other) }
    case (
      .loop(let name, let from, let to, let isClosed),
      .loop(let otherName, let otherFrom, let otherTo, let otherIsClosed)
    ):
      return isSame([name], as: [otherName], in: other) && isClosed == otherIsClosed
        && isSame(from, as: otherFrom, in: other) && isSame(to, as: otherTo, in: other)
    case (.branch(let condition), .branch(let otherCondition)):
      return isSame(condition, as: otherCondition, in: other)
    case (.otherwise, .otherwise): return true
    case (.broken(let name), .broken(let otherName)):
      return isSame(
        [name].compactMap { $0 }, as: [otherName].compactMap { $0 }, in: other)
    default: return false
    }
  }

  private func isSame(_ mine: [NamePlace], as theirs: [NamePlace], in other: SyntaxTree) -> Bool {
    mine.map { self[$0.name] } == theirs.map { other[$0.name] }
  }

  private func isSame(_ mine: SyntaxID?, as theirs: SyntaxID?, in other: SyntaxTree) -> Bool {
    guard let mine, let theirs else { return mine == theirs }
    return isSame(mine, as: theirs, in: other)
  }

  // A stack of our own: the trees may be deeper than the machine's.
  private func isSame(_ mine: SyntaxID, as theirs: SyntaxID, in other: SyntaxTree) -> Bool {
    var pending = [(mine, theirs)]
    while let (mine, theirs) = pending.popLast() {
      guard hasSameRoot(mine, theirs, in: other) else { return false }
      let parts = self.parts(of: mine)
      let otherParts = other.parts(of: theirs)
      guard parts.count == otherParts.count else { return false }
      pending += zip(parts, otherParts)
    }
    return true
  }

  /// Whether two nodes are the same but for their parts.
  private func hasSameRoot(_ mine: SyntaxID, _ theirs: SyntaxID, in other: SyntaxTree) -> Bool {
    switch (self[mine].kind, other[theirs].kind) {
    case (.number(let value), .number(let otherValue)):
      value.bitPattern == otherValue.bitPattern
    case (.name(let name), .name(let otherName)), (.call(let name, _), .call(let otherName, _)),
      (.keyword(let name, _), .keyword(let otherName, _)):
      self[name] == other[otherName]
    case (.binary(let operation, _, _), .binary(let otherOperation, _, _)):
      operation == otherOperation
    case (.slice(let from, let to), .slice(let otherFrom, let otherTo)):
      (from == nil) == (otherFrom == nil) && (to == nil) == (otherTo == nil)
    case (.negate, .negate), (.array, .array), (.join, .join), (.index, .index): true
    default: false
    }
  }

  /// The nodes that a node is made of, in the order in which they are written.
  package func parts(of node: SyntaxID) -> [SyntaxID] {
    switch self[node].kind {
    case .number, .name: []
    case .negate(let operand), .keyword(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let list), .array(let list), .join(let list): Array(self[list])
    case .index(let base, let list): [base] + self[list]
    case .slice(let from, let to): [from, to].compactMap { $0 }
    }
  }
}
