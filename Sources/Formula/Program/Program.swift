package import Autodiff
import Basics
import Syntax

/// A program that was read and understood, or a graph that was built: what is run, stepped through and
/// asked about.
///
/// ```swift
/// let program = try Program("z = x*y + sin(x)", at: "x=2,y=3")
/// var evaluation = try program.evaluation()
/// evaluation.forward()
/// evaluation.value(of: program.output)
/// ```
///
/// A program is a value; to set an input or to edit the text makes another. All of it but the text is
/// there for every graph, so that whoever steps through a program need not know where it is from.
package struct Program: Sendable {
  /// What the program was made from.
  package enum Writing: Hashable, Sendable {
    /// The text as it was written.
    case text(String)
    /// A graph in a file, for which a text can be made.
    case graph
    /// A graph that was built and is called so, of which nobody wants a text.
    case built(title: String)
  }

  package let writing: Writing
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
  package private(set) var expected: ExpectedGraph?
  /// What vectors are images, if any are.
  package internal(set) var imageShape: ImageShape?
  /// What is to be said of the text, whatever is computed.
  let textNotes: [ProgramNote]
  private(set) var values: InputValues
  /// The inputs on whose numbers the graph depends.
  private let fixedInputs: Set<NodeID>
  /// What the text itself gives its names.
  let literals: [String: Literal]
  var options: ReadingOptions
  /// The inputs that were set since the program was opened.
  private(set) var setInputs: Set<String> = []
  /// The names of the nodes, shared by all programs of this graph.
  let nameIndex: NameIndex

  /// Reads a program from bytes, which should be UTF-8. `at` gives inputs values, as in `x=2,y=3`;
  /// `output` names other outputs than the program does; `wrt` says which inputs or elements of
  /// them move, as in `W[0, 1]`; `sharing` computes what is said twice once; `precision` is that of
  /// its numbers when it runs.
  ///
  /// - Complexity: linear in the length of the text and of what its functions write out.
  package init(
    _ bytes: [UInt8], origin: String, at: String? = nil, output: String? = nil,
    wrt: String? = nil, sharing: Bool = true, precision: Precision = .double
  ) throws(FormulaFailure) {
    try self.init(
      SourceText(bytes: bytes.withLineBreaks, origin: origin),
      given: at.map { GivenValues(list: $0) },
      options: ReadingOptions(
        output: output.map { OutputOption($0) }, direction: wrt.map { DirectionOption($0) },
        isSharing: sharing, precision: precision))
  }

  /// Reads a formula or a longer program.
  package init(
    _ text: String, origin: String = "formula", at: String? = nil, output: String? = nil,
    wrt: String? = nil, sharing: Bool = true, precision: Precision = .double
  ) throws(FormulaFailure) {
    try self.init(
      Array(text.utf8), origin: origin, at: at, output: output, wrt: wrt, sharing: sharing,
      precision: precision)
  }

  init(
    _ source: SourceText, values: InputValues = InputValues(), given: GivenValues? = nil,
    options: ReadingOptions
  ) throws(FormulaFailure) {
    if let failure = given?.failure { throw failure }
    var values = values
    values.settings.merge(given?.valuesByName ?? [:]) { _, new in new }
    let lowered = try LoweredProgram(source, values, given, options)
    var notes = lowered.notes
    if let given { notes += try given.notes(for: lowered.inputs.map(\.name)) }
    var outputs = lowered.outputs
    var graph = lowered.graph
    if let option = options.output {
      outputs = try lowered.programNames.outputs(option, in: &graph, &notes) ?? outputs
    }
    var directions: [Direction] = []
    if let option = options.direction {
      directions = try lowered.programNames.directions(option, &notes)
    }
    guard let first = outputs.first else {
      throw FormulaFailure([FormulaError(.noResult, at: .none)], in: source)
    }
    writing = .text(String(decoding: source.bytes, as: UTF8.self))
    origin = source.origin
    self.graph = graph
    inputs = lowered.inputs.map { ProgramInput($0) }
    self.outputs = outputs
    self.directions = directions
    self.output = first
    textNotes = notes
    self.values = values
    fixedInputs = lowered.fixedInputs
    literals = Dictionary(lowered.inputs.map { ($0.name, $0.literal) }) { first, _ in first }
      .compactMapValues { $0 }
    self.options = options
    expected = nil
    nameIndex = NameIndex(of: graph)
  }

  /// A graph that has no text of its own.
  init(
    graph: Graph, inputs: [LoweredInput], outputs: [NodeID], output: NodeID,
    directions: [Direction], expected: ExpectedGraph?, writing: Writing, origin: String,
    notes: [ProgramNote], options: ReadingOptions, names: NameIndex? = nil
  ) {
    self.writing = writing
    self.origin = origin
    self.graph = graph
    self.inputs = inputs.map { ProgramInput($0) }
    self.outputs = outputs
    self.output = output
    self.directions = directions
    self.expected = expected
    nameIndex = names ?? NameIndex(of: graph)
    textNotes = notes
    self.values = InputValues()
    fixedInputs = []
    literals = [:]
    self.options = options
  }

  /// The same program with another value of an input, of the same shape, where nothing but that
  /// value changes; `nil` where the text has to be read again.
  func replacing(_ input: String, with value: Literal) -> Program? {
    // With its first value an input loses its note; what moves may depend on numbers as well.
    guard isText, options.direction == nil,
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
        isGiven: true, place: inputs[place].place))
    return program
  }

  /// The same graph with other numbers of an input. Requires: it was made of a graph, and the numbers
  /// are as many as the input has.
  func replacing(place: Int, with values: [Double]) -> Program {
    let input = inputs[place]
    let value = Literal(values: values, shape: input.shape)
    var program = self
    program.expected = nil
    program.inputs[place] = ProgramInput(
      LoweredInput(
        node: input.node, name: input.name, value: value, literal: value, isGiven: true,
        place: input.place))
    return program
  }

  /// Notes that inputs were set by hand.
  mutating func noteSetting(of names: some Sequence<String>, after earlier: Program) {
    setInputs = earlier.setInputs.union(names)
  }

  var isText: Bool { if case .text = writing { true } else { false } }

  /// Memory for the graph in the program's precision, with the inputs set and nothing computed yet.
  package func evaluation() throws(GraphError) -> AnyEvaluation {
    switch precision {
    case .single: AnyEvaluation(try evaluation(in: Float.self))
    case .double: AnyEvaluation(try evaluation(in: Double.self))
    }
  }

  /// The same in a precision that is known, whatever the program's own is.
  package func evaluation<Element: Scalar>(
    in type: Element.Type
  ) throws(GraphError) -> Evaluation<Element> {
    var evaluation = try Evaluation<Element>(of: graph)
    for input in inputs {
      try evaluation.setElements(input.values.map { Element($0) }, of: input.node)
    }
    return evaluation
  }
}
