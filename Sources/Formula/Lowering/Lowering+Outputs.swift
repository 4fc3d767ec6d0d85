import Autodiff
import Basics
import Syntax

/// What a program computes in the end.
extension Lowering {
  /// The results that `output` names, else the value of the last line.
  mutating func outputs() -> [NodeID] {
    var outputs: [NodeID] = []
    var isAskedFor = false
    for (index, statement) in tree.statements.enumerated() {
      guard case .output(let places) = statement.kind else { continue }
      isAskedFor = true
      guard !names.isRefused(statement: index) else { continue }
      for place in places {
        guard let node = output(place, statement), !outputs.contains(node) else { continue }
        outputs.append(node)
      }
    }
    return isAskedFor ? outputs : nodeOfLastLine().map { [$0] } ?? []
  }

  private mutating func output(_ output: OutputPlace, _ statement: Statement) -> NodeID? {
    let place = output.name
    let name = tree[place.name]
    switch (results[place.name.index], names[place.name]) {
    case (let result?, _):
      let term = output.element.map { self.term(of: $0, statement) } ?? result
      return node(for: term, at: place.span)
    case (_, .function): note(.outputOfFunction(name), at: place.span)
    case (nil, .free), (nil, .constant):
      let nearest = errors.isFull ? nil : nearestWord(to: name, among: namesWithValues())
      note(.unknownOutput(name, nearest: nearest, names: []), at: place.span)
    case (nil, .literal), (nil, .computed), (nil, .refused): break
    }
    return nil
  }

  private mutating func nodeOfLastLine() -> NodeID? {
    let last = outerStatements.last { index in
      switch tree.statements[index].kind {
      case .binding, .expression, .broken, .loop, .branch, .otherwise: true
      case .function, .output: false
      }
    }
    guard let last else {
      note(.noResult, at: tree.statements.last?.span ?? .none)
      return nil
    }
    if lastValue == nil, allErrors.isEmpty { noteMissingValue(in: last..<last + 1) }
    return node(for: lastValue ?? .refused, at: tree.statements[last].span)
  }
}
