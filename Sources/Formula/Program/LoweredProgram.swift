import Autodiff

/// A program without errors that has become a graph, and what its names stand for.
struct LoweredProgram {
  let graph: Graph
  let inputs: [LoweredInput]
  let outputs: [NodeID]
  let notes: [ProgramNote]
  private let lowering: Lowering

  /// Reads and lowers a program; throws all that is wrong with it.
  init(
    _ source: SourceText, _ values: InputValues, _ given: GivenValues?, sharing: Bool
  ) throws(FormulaFailure) {
    let parsed = Parser.parse(source, functions: BuiltIn.names)
    var lowering = Lowering(parsed.tree, sharing: sharing)
    lowering.addInputs(values)
    lowering.lowerStatements()
    outputs = parsed.tree.statements.isEmpty ? [] : lowering.outputs()
    // A value for a name misspelled may be the reason for errors in the program.
    if parsed.errors.isEmpty, let given { try lowering.names.check(given) }
    let errors = parsed.errors + lowering.allErrors
    guard errors.isEmpty else { throw FormulaFailure(errors.told, in: source) }
    graph = Self.graph(of: lowering)
    inputs = lowering.inputs
    notes = lowering.notes.sorted { ($0.span?.lowerBound ?? .max) < ($1.span?.lowerBound ?? .max) }
    self.lowering = lowering
  }

  /// The graph, in which inputs come from where they are first named.
  private static func graph(of lowering: Lowering) -> Graph {
    var graph = lowering.builder.graph
    for (place, input) in zip(lowering.names.inputs, lowering.inputs) {
      graph.notes.setSource(of: input.node, SourceRange(place.span))
    }
    return graph
  }
}

extension NameTable {
  /// Refuses values for names that are no inputs.
  func check(_ given: GivenValues) throws(FormulaFailure) {
    let inputs = inputs.map { tree[$0.name] }
    let known = Set(inputs)
    var errors = ErrorList()
    for item in given.items where !known.contains(item.name) && !errors.isFull {
      errors.append(FormulaError(problem(settingOf: item.name, inputs), at: item.span))
    }
    guard errors.count == 0 else { throw FormulaFailure(errors.first.told, in: given.source) }
  }

  /// Why a name cannot be given a value.
  private func problem(settingOf name: String, _ inputs: [String]) -> FormulaError.Problem {
    switch meaning(of: name) {
    case .computed: .settingOfComputed(name)
    case .function: .settingOfFunction(name)
    default: .unknownInput(name, nearest: nearestWord(to: name, among: inputs), inputs: inputs)
    }
  }
}

extension LoweredProgram {

  /// The node that a name stands for, which may be one that nobody gave but everybody sees.
  private func node(named name: String) -> NodeID? {
    let tree = lowering.tree
    if let known = tree.existingName(name), case .node(let node)? = lowering.results[known.index] {
      return node
    }
    let names = NodeNames(of: graph)
    return graph.nodes.first { names[$0] == name && graph.operation(of: $0) != .constant }
  }

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

  private func problem(outputOf name: String) -> FormulaError.Problem {
    if name.isEmpty { return .missingOutputName }
    if case .function = lowering.names.meaning(of: name) { return .outputOfFunction(name) }
    let bound = lowering.namesWithValues()
    let names = bound + inputs.map(\.name).filter { !bound.contains($0) }
    return .unknownOutput(name, nearest: nearestWord(to: name, among: names), names: names)
  }

  /// Which of several outputs the adjoints are of.
  func noteOnNumber(of outputs: [NodeID]) -> [ProgramNote] {
    guard outputs.count > 1 else { return [] }
    let names = NodeNames(of: graph)
    let quoted = outputs.map { names[$0].quoted }
    let message =
      "adjoints are those of \(quoted[0]) alone; --output \(names[outputs[1]]) shows those of "
      + quoted[1]
    return [ProgramNote(message, at: nil)]
  }

  /// What is to be said of outputs that are no single numbers.
  func notesOnShapes(of outputs: [NodeID]) -> [ProgramNote] {
    let arrays = outputs.filter { graph.shape(of: $0).count != 1 }
    guard !arrays.isEmpty else { return [] }
    let names = NodeNames(of: graph)
    return arrays.map { output in
      let count = graph.shape(of: output).count
      let message =
        "\(names[output].quoted) holds \(count) numbers; adjoints are those of their sum"
      return ProgramNote(message, at: nil)
    }
  }
}
