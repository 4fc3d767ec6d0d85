import Autodiff
import Basics
import Syntax

/// A program without errors that has become a graph, and what its names stand for.
struct LoweredProgram {
  let graph: Graph
  let inputs: [LoweredInput]
  let outputs: [NodeID]
  let notes: [ProgramNote]
  /// The inputs on whose numbers the graph depends.
  let fixedInputs: Set<NodeID>
  private let lowering: Lowering

  /// Reads and lowers a program; throws all that is wrong with it.
  init(
    _ source: SourceText, _ values: InputValues, _ given: GivenValues?, _ options: ReadingOptions
  ) throws(FormulaFailure) {
    let parsed = Parser.parse(source, functions: BuiltIn.names)
    var lowering = Lowering(
      parsed.tree, sharing: options.isSharing, precision: options.precision)
    lowering.addInputs(values)
    lowering.lowerStatements()
    outputs = parsed.tree.statements.isEmpty ? [] : lowering.outputs()
    // A value for a name misspelled may be the reason for errors in the program.
    if parsed.errors.isEmpty, let given { try lowering.names.check(given) }
    let errors = parsed.errors + lowering.allErrors
    guard errors.isEmpty else { throw FormulaFailure(errors.reported, in: source) }
    graph = Self.graph(of: lowering)
    inputs = lowering.inputs
    fixedInputs = lowering.fixedInputs
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
  /// Refuses values for names that are not inputs.
  func check(_ given: GivenValues) throws(FormulaFailure) {
    let inputs = inputs.map { tree[$0.name] }
    let known = Set(inputs)
    var errors = ErrorList()
    for item in given.items where !known.contains(item.name) && !errors.isFull {
      errors.append(FormulaError(problem(settingOf: item.name, inputs), at: item.span))
    }
    guard errors.count == 0 else { throw FormulaFailure(errors.first.reported, in: given.source) }
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
  /// What the nodes are called by from outside.
  var programNames: ProgramNames {
    let tree = lowering.tree
    var nodes: [String: NodeID] = [:]
    for (name, result) in zip(tree.names, lowering.results) {
      if case .node(let node)? = result { nodes[name] = node }
    }
    let functions = lowering.names.functions.map { tree[$0.place.name] }
    return ProgramNames(
      graph: graph, inputs: inputs, nodes: nodes, results: lowering.namesWithValues(),
      functions: Set(functions))
  }
}
