package import Autodiff
import Basics
import Interchange
import Syntax

extension Program {
  /// The longest graph in JSON, in bytes.
  package static let jsonLengthLimit = 64 << 20

  /// Opens a graph that another program wrote in JSON; the README describes the form. Tensors that it
  /// names lie in files of `folder`. The other arguments are those of a program's text.
  ///
  /// - Complexity: linear in the length of the text and of the arrays.
  package init(
    json bytes: [UInt8], origin: String, tensors folder: SideFolder = .none, at: String? = nil,
    output: String? = nil,
    wrt: String? = nil, precision: Precision = .double, readsTrace: Bool = false
  ) throws(FormulaFailure) {
    let source = SourceText(bytes: bytes, origin: origin)
    guard bytes.count <= Self.jsonLengthLimit else {
      let end = SourceSpan(Self.jsonLengthLimit, Self.jsonLengthLimit)
      let problem = FormulaError.Problem.programTooLong(limit: Self.jsonLengthLimit)
      throw FormulaFailure([FormulaError(problem, at: end)], in: source)
    }
    let document: JSONValue
    do throws(JSONError) {
      document = try JSONReader.read(source)
    } catch {
      throw FormulaFailure([FormulaError(.json(error.problem), at: error.span)], in: source)
    }
    let reader = GraphReader(document, tensors: folder, readsTrace: readsTrace)
    guard reader.errors.count == 0 else {
      throw FormulaFailure(reader.errors.first.reported, in: source)
    }
    try self.init(
      ImportedGraph(
        graph: reader.graph, inputs: reader.inputs, outputs: reader.outputs,
        expected: reader.expected),
      writing: .graph, origin: origin, given: at.map { GivenValues(list: $0) },
      options: ReadingOptions(
        output: output.map { OutputOption($0) }, direction: wrt.map { DirectionOption($0) },
        isSharing: false, precision: precision))
  }

  /// The same graph with another value of an input.
  func settingInGraph(_ given: GivenValues) throws(FormulaFailure) -> Program {
    let lowered = inputs.map { input in
      let shape = graph.shape(of: input.node)
      let value = Literal(values: input.values, shape: shape)
      return LoweredInput(
        node: input.node, name: input.name, value: value, literal: value, isGiven: input.isGiven)
    }
    let names = ProgramNames(graph: graph, inputs: lowered)
    return Program(
      graph: graph, inputs: try names.inputs(with: given), outputs: outputs, output: output,
      directions: directions, expected: nil, writing: writing, origin: origin, notes: textNotes,
      options: options, names: nameIndex
    ).showing(imageShape)
  }
}

extension ProgramNames {
  /// The names of a graph that has no text.
  init(graph: Graph, inputs: [LoweredInput]) {
    var nodes: [String: NodeID] = [:]
    var results: [String] = []
    for node in graph.nodes {
      for name in graph.notes.names(of: node) where nodes[name] == nil {
        nodes[name] = node
        if graph.operation(of: node) != .input { results.append(name) }
      }
    }
    self.init(graph: graph, inputs: inputs, nodes: nodes, results: results, functions: [])
  }

  /// The inputs with the values that they are given in place of their own, of the same shapes.
  func inputs(with given: GivenValues?) throws(FormulaFailure) -> [LoweredInput] {
    guard let given else { return inputs }
    if let failure = given.failure { throw self.failure(of: given.source, or: failure) }
    var errors = ErrorList()
    for item in given.items {
      if let problem = problem(settingOf: item.name) {
        errors.append(FormulaError(problem, at: item.span))
      } else if let shape = input(item.name)?.value.shape, shape != item.value.shape {
        let problem = FormulaError.Problem.settingShape(item.name, shape, given: item.value.shape)
        errors.append(FormulaError(problem, at: item.valueSpan))
      }
    }
    for bundle in given.bundles {
      for input in inputs {
        guard let value = bundle.values[input.name], value.shape != input.value.shape else {
          continue
        }
        let problem = FormulaError.Problem.settingShape(
          input.name, input.value.shape, given: value.shape)
        errors.append(FormulaError(problem, at: bundle.span))
      }
    }
    guard errors.count == 0 else { throw FormulaFailure(errors.first.reported, in: given.source) }
    let values = given.valuesByName
    return inputs.map { input in
      guard let value = values[input.name] else { return input }
      return LoweredInput(
        node: input.node, name: input.name, value: value, literal: input.literal, isGiven: true)
    }
  }
}
