import Autodiff

/// What the nodes of a program are called by from outside: in `--at`, `--output` and `--wrt`.
struct ProgramNames {
  let graph: Graph
  let inputs: [LoweredInput]
  /// The nodes of the names that the program gives.
  let nodes: [String: NodeID]
  /// The names of results, in order, to suggest.
  let results: [String]
  let functions: Set<String>

  /// The input of a name.
  func input(_ name: String) -> LoweredInput? { inputs.first { $0.name == name } }

  /// The node that a name stands for, which may be one that nobody gave but everybody sees.
  func node(named name: String) -> NodeID? {
    if let node = nodes[name] { return node }
    let shown = NodeNames(of: graph)
    return graph.nodes.first { shown[$0] == name && graph.operation(of: $0) != .constant }
  }

  /// Why a name cannot be given a value; `nil` for an input.
  func problem(settingOf name: String) -> FormulaError.Problem? {
    if input(name) != nil { return nil }
    if functions.contains(name) { return .settingOfFunction(name) }
    return node(named: name) != nil ? .settingOfComputed(name) : unknownInput(name)
  }

  /// Why a name cannot move; `nil` for an input.
  func problem(movingInput name: String) -> FormulaError.Problem? {
    if let input = input(name) {
      return graph.hasAdjoint(input.node) ? nil : .directionOfData(name)
    }
    return node(named: name) != nil
      ? .directionOfComputed(name, inputs: inputs.map(\.name)) : unknownInput(name)
  }

  private func unknownInput(_ name: String) -> FormulaError.Problem {
    let names = inputs.map(\.name)
    return .unknownInput(name, nearest: nearestWord(to: name, among: names), inputs: names)
  }

  private func problem(outputOf name: String) -> FormulaError.Problem {
    if name.isEmpty { return .missingOutputName }
    if functions.contains(name) { return .outputOfFunction(name) }
    let names = results + inputs.map(\.name).filter { !results.contains($0) }
    return .unknownOutput(name, nearest: nearestWord(to: name, among: names), names: names)
  }
}

extension ProgramNames {
  /// The outputs that an option asks for; `nil` when an outdated one names something that is gone.
  func outputs(
    _ option: OutputOption, _ notes: inout [ProgramNote]
  ) throws(FormulaFailure) -> [NodeID]? {
    var nodes: [NodeID] = []
    var errors = ErrorList()
    for (name, span) in option.names where !errors.isFull {
      if let node = node(named: name) {
        if !nodes.contains(node) { nodes.append(node) }
      } else {
        errors.append(FormulaError(problem(outputOf: name), at: span))
      }
    }
    guard errors.count > 0 else { return nodes }
    guard option.mayBeOutdated else { throw FormulaFailure(errors.first.told, in: option.source) }
    notes.append(ProgramNote("no result is called \(option.text.quoted) any more", at: nil))
    return nil
  }

  /// What moves by an option; nothing when an outdated one names something that is gone.
  func directions(
    _ option: DirectionOption, _ notes: inout [ProgramNote]
  ) throws(FormulaFailure) -> [Direction] {
    do throws(FormulaFailure) {
      return try option.directions(in: self)
    } catch {
      guard option.mayBeOutdated else { throw error }
      notes.append(
        ProgramNote("there is no \(option.text.quoted) any more that could move", at: nil))
      return []
    }
  }
}
