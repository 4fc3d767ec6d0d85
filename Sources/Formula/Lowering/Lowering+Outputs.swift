import Autodiff

/// What a program computes in the end.
extension Lowering {
  /// The results that `output` names, else the value of the last line.
  mutating func outputs() -> [NodeID] {
    var places: [NamePlace] = []
    for case .output(let names) in tree.statements.lazy.map(\.kind) { places += names }
    guard places.isEmpty else { return outputs(named: places) }
    return lastValue().map { [$0] } ?? []
  }

  private mutating func outputs(named places: [NamePlace]) -> [NodeID] {
    var outputs: [NodeID] = []
    var seen: Set<NodeID> = []
    for place in places {
      guard let node = output(place), seen.insert(node).inserted else { continue }
      outputs.append(node)
    }
    return outputs
  }

  private mutating func output(_ place: NamePlace) -> NodeID? {
    let name = tree[place.name]
    switch (results[place.name.index], names[place.name]) {
    case (let result?, _): return node(for: result, at: place.span)
    case (_, .function): note(.outputOfFunction(name), at: place.span)
    case (nil, .free), (nil, .constant):
      let nearest = errors.isFull ? nil : nearestWord(to: name, among: namesWithValues())
      note(.unknownOutput(name, nearest: nearest, names: []), at: place.span)
    default: break
    }
    return nil
  }

  private mutating func lastValue() -> NodeID? {
    let last = tree.statements.indices.last { index in
      switch tree.statements[index].kind {
      case .binding, .expression, .broken: true
      case .function, .output: false
      }
    }
    guard let last else {
      note(.noResult, at: tree.statements.last?.span ?? .none)
      return nil
    }
    switch tree.statements[last].kind {
    case .binding(_, let value), .expression(let value):
      return node(for: values[last] ?? .refused, at: tree[value].span)
    default: return nil
    }
  }
}
