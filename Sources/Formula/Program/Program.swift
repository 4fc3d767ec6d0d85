package import Autodiff

/// A program that was read and understood: its graph, and what goes in and out.
///
/// ```swift
/// let program = try Program("z = x*y + sin(x)", at: "x=2,y=3")
/// var evaluation = try program.evaluation()
/// evaluation.forward()
/// evaluation.value(of: program.output)
/// ```
///
/// A program is a value; to set an input or to edit the text makes another.
package struct Program: Sendable {
  /// The text as it was written.
  package let text: String
  /// What errors call the text: `formula`, or the file's name.
  package let origin: String
  /// The inputs first, in order of appearance, then the operations in the order of evaluation;
  /// constants stand among them.
  package let graph: Graph
  /// In order of appearance.
  package private(set) var inputs: [ProgramInput]
  /// The results that were asked for, never none.
  package let outputs: [NodeID]
  /// The first of the outputs.
  package let output: NodeID
  /// What moves in the modes with tangents; when nothing does, the first input.
  package let directions: [Direction]

  /// What another program says that the numbers are; only a graph that it wrote says so.
  package let expected: ExpectedGraph?
  /// Whether the program was given as a graph, for which the text was made.
  package let isGraph: Bool

  /// What is to be said of the text, whatever is computed.
  let textNotes: [ProgramNote]
  private(set) var values: InputValues
  /// The inputs on whose numbers the graph depends.
  private let fixedInputs: Set<NodeID>
  /// What the text itself gives its names.
  let literals: [String: Literal]
  private(set) var options: ReadingOptions

  /// Reads a program from bytes, which should be UTF-8. `at` gives inputs values, as in `x=2,y=3`;
  /// `output` names other outputs than the program does; `wrt` says which inputs or elements of them
  /// move, as in `W[0, 1]`; `sharing` computes what is said twice once.
  ///
  /// - Complexity: linear in the length of the text and of what its functions write out.
  package init(
    _ bytes: [UInt8], origin: String, at: String? = nil, output: String? = nil,
    wrt: String? = nil, sharing: Bool = true
  ) throws(FormulaFailure) {
    try self.init(
      SourceText(bytes: bytes, origin: origin), given: at.map { GivenValues(list: $0) },
      options: ReadingOptions(
        output: output.map { OutputOption($0) }, direction: wrt.map { DirectionOption($0) },
        isSharing: sharing))
  }

  /// Reads a formula or a longer program.
  package init(
    _ text: String, origin: String = "formula", at: String? = nil, output: String? = nil,
    wrt: String? = nil, sharing: Bool = true
  ) throws(FormulaFailure) {
    try self.init(
      Array(text.utf8), origin: origin, at: at, output: output, wrt: wrt, sharing: sharing)
  }

  init(
    _ source: SourceText, values: InputValues = InputValues(), given: GivenValues? = nil,
    options: ReadingOptions
  ) throws(FormulaFailure) {
    if let failure = given?.failure { throw failure }
    var values = values
    values.settings.merge(given?.valuesByName ?? [:]) { _, new in new }
    let lowered = try LoweredProgram(source, values, given, sharing: options.isSharing)
    var notes = lowered.notes
    var outputs = lowered.outputs
    if let option = options.output {
      outputs = try lowered.programNames.outputs(option, &notes) ?? outputs
    }
    var directions: [Direction] = []
    if let option = options.direction {
      directions = try lowered.programNames.directions(option, &notes)
    }
    guard let first = outputs.first else {
      throw FormulaFailure([FormulaError(.noResult, at: .none)], in: source)
    }
    text = String(decoding: source.bytes, as: UTF8.self)
    origin = source.origin
    graph = lowered.graph
    inputs = lowered.inputs.map { ProgramInput($0) }
    self.outputs = outputs
    self.directions = directions
    self.output = first
    textNotes = notes
    self.values = values.adopted(by: lowered.inputs)
    fixedInputs = lowered.fixedInputs
    literals = Dictionary(lowered.inputs.map { ($0.name, $0.literal) }) { first, _ in first }
      .compactMapValues { $0 }
    self.options = options
    expected = nil
    isGraph = false
  }

  /// A graph that has no text of its own; the program that builds an equal one is its text.
  init(
    graph: Graph, inputs: [LoweredInput], outputs: [NodeID], output: NodeID,
    directions: [Direction], expected: ExpectedGraph?, origin: String, notes: [ProgramNote],
    options: ReadingOptions
  ) {
    let tensors = inputs.map { ($0.node, Tensor($0.value.values, shape: $0.value.shape)) }
    let values = Dictionary(tensors) { first, _ in first }.compactMapValues { $0 }
    let printed = try? ProgramPrinter.text(of: graph, outputs: outputs, values: values)
    text = printed ?? "# This graph has empty arrays, which no program can say."
    self.origin = origin
    self.graph = graph
    self.inputs = inputs.map { ProgramInput($0) }
    self.outputs = outputs
    self.output = output
    self.directions = directions
    self.expected = expected
    isGraph = true
    textNotes = notes
    self.values = InputValues()
    fixedInputs = []
    literals = [:]
    self.options = options
  }

  /// The same program with another value of an input, of the same shape, where nothing but that value
  /// changes; `nil` where the text has to be read anew.
  func replacing(_ input: String, with value: Literal) -> Program? {
    // With its first value an input loses its note; what moves may depend on numbers as well.
    guard !isGraph, options.direction == nil,
      let place = inputs.firstIndex(where: { $0.name == input }), inputs[place].isGiven,
      !fixedInputs.contains(inputs[place].node),
      graph.shape(of: inputs[place].node) == value.shape
    else { return nil }
    var program = self
    program.values.settings[input] = value
    program.options = options.forEditedText
    program.inputs[place] = ProgramInput(
      LoweredInput(
        node: inputs[place].node, name: input, value: value, literal: literals[input],
        isGiven: true))
    return program
  }

  /// Memory for the graph, with the inputs set and nothing computed yet.
  package func evaluation() throws(GraphError) -> Evaluation<Double> {
    var evaluation = try Evaluation<Double>(of: graph)
    for input in inputs { try evaluation.setElements(input.values, of: input.node) }
    return evaluation
  }
}
