import Autodiff
import Basics
import Syntax

// A derivative that is asked of an expression is one of that expression alone: what a node was computed from is
// not part of it, so that the derivative of a node's number would be 0 whatever the program says.
extension StateRewriting {
  /// What a part of the expression speaks of that varies with a node in the program, but not here, and
  /// that node.
  func number(
    in part: SyntaxID, varyingWith operand: SyntaxID
  ) -> (name: String, node: String)? {
    guard let node = node(namedBy: operand) else { return nil }
    var pending = [part]
    while let next = pending.popLast() {
      if let name = numberOfState(next, varyingWith: node) {
        return (name, scope.spelling(of: node))
      }
      pending += operands(of: next)
    }
    return nil
  }

  private func node(namedBy part: SyntaxID) -> NodeID? {
    var part = part
    while case .index(let base, _) = tree[part].kind { part = base }
    guard case .name(let name) = tree[part].kind else { return nil }
    return scope.node(named: tree[name])
  }

  private func numberOfState(_ part: SyntaxID, varyingWith node: NodeID) -> String? {
    switch tree[part].kind {
    case .name(let name):
      guard let named = scope.node(named: tree[name]),
        scope.program.graph.depends(named, on: node)
      else { return nil }
      return scope.spelling(of: named)
    case .call(let name, let arguments):
      let function = tree[name]
      // What was recorded never varies.
      guard StateFunction.names.contains(function), function != "expected",
        let named = tree[arguments].first.flatMap({ self.node(namedBy: $0) })
      else { return nil }
      // Adjoints, tangents and partials are made of values, and these of the node.
      guard function != "val" || scope.program.graph.depends(named, on: node) else { return nil }
      return "\(function)(\(scope.spelling(of: named)))"
    default: return nil
    }
  }

  private func operands(of part: SyntaxID) -> [SyntaxID] {
    switch tree[part].kind {
    case .number, .name: []
    case .negate(let operand), .keyword(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(let name, let arguments):
      StateFunction.names.contains(tree[name]) ? [] : Array(tree[arguments])
    case .array(let elements), .join(let elements): Array(tree[elements])
    case .index(let base, let indices): [base] + Array(tree[indices])
    case .slice(let from, let to): [from, to].compactMap(\.self)
    }
  }
}

extension Graph {
  /// Whether a node is computed from another one.
  fileprivate func depends(_ node: NodeID, on source: NodeID) -> Bool {
    guard node > source else { return false }
    var reached: Set<NodeID> = [source]
    for next in nodes where next > source && next <= node {
      if operands(of: next).contains(where: { reached.contains($0) }) { reached.insert(next) }
    }
    return reached.contains(node)
  }
}
