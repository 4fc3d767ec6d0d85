package import Autodiff
import Basics
import Syntax

extension Program {
  /// The same program with another value of an input: a constant expression such as `pi/2` or
  /// `[[1, 2], [3, 4]]`, of the shape that the input has.
  package func setting(
    _ input: String, to value: String
  ) throws(FormulaFailure) -> Program {
    let given = GivenValues(value, of: input)
    if let failure = given.failure { throw failure }
    var program = try setting(input, given)
    program.noteSetting(of: given.items.map(\.name), after: self)
    return program
  }

  /// The same program with other numbers of some inputs, rounded to its precision.
  package func moving(_ inputs: [NodeID: [Double]]) throws(FormulaFailure) -> Program {
    var program = self
    for (place, input) in self.inputs.enumerated() {
      guard let numbers = inputs[input.node], numbers.count == input.values.count else { continue }
      let rounded = numbers.map { precision.rounded($0) }
      let value = Literal(values: rounded, shape: input.shape)
      if !isText {
        program = program.replacing(place: place, with: rounded)
      } else if let moved = program.replacing(input.name, with: value) {
        program = moved
      } else {
        program = try program.setting(input.name, to: value.spelled)
      }
    }
    let names = self.inputs.filter { inputs[$0.node] != nil }.map(\.name)
    program.noteSetting(of: names, after: self)
    return program
  }

  /// The same program with the values that a list such as `y=3,W=[[1, 2]]` gives, as `--at` does.
  /// Requires: it was made of a graph.
  package func setting(list: String) throws(FormulaFailure) -> Program {
    let given = GivenValues(list: list)
    if let failure = given.failure { throw failure }
    return try settingInGraph(given)
  }

  func setting(
    _ input: String, _ given: GivenValues
  ) throws(FormulaFailure) -> Program {
    if writing == .graph || !isEditable { return try settingInGraph(given) }
    if let item = given.items.first, given.items.count == 1,
      let changed = replacing(item.name, with: item.value)
    {
      return changed
    }
    for item in given.items {
      let old = inputs.first { $0.name == input }.map { graph.shape(of: $0.node) }
      guard let old, old != item.value.shape else { continue }
      let problem = FormulaError.Problem.settingShape(input, old, given: item.value.shape)
      throw FormulaFailure([FormulaError(problem, at: item.valueSpan)], in: given.source)
    }
    return try Program(
      source, values: values, given: given, options: options.forEditedText)
  }

  /// Another text with the same options. What it says holds; inputs that it gives no value keep the
  /// one they had.
  package func replacingText(with text: String) throws(FormulaFailure) -> Program {
    var values = InputValues()
    values.remembered = self.values.remembered.merging(self.values.settings) { _, set in set }
    for input in inputs where input.isGiven {
      values.remembered[input.name] = Literal(input, shape: graph.shape(of: input.node))
    }
    return try Program(
      SourceText(bytes: Array(text.utf8).withLineBreaks, origin: origin), values: values,
      options: options.forEditedText)
  }

  private var source: SourceText { SourceText(text, origin: origin) }
}

extension Program {
  /// The same program with another node, or an element of one, as its first output; those that it had
  /// are outputs still.
  package func differentiating(_ name: String) throws(FormulaFailure) -> Program {
    let names = nameIndex.names.names
    let outputs = options.output?.names.map(\.name) ?? outputs.map { names[$0].spelledName }
    var options = options
    options.output = OutputOption(([name] + outputs.filter { $0 != name }).joined(separator: ", "))
    return try Program(source, values: values, options: options)
  }
}

extension Literal {
  fileprivate init?(_ input: ProgramInput, shape: Shape) {
    guard let tensor = Tensor(input.values, shape: shape) else { return nil }
    self.init(tensor)
  }
}

extension Program {
  /// The outputs that were asked for beside the text, as they were typed.
  package var outputText: String? { options.output?.text }

  /// The inputs that were asked to move, as they were typed.
  package var directionText: String? { options.direction?.text }

  /// Whether identical subexpressions are one node.
  package var isSharing: Bool { options.isSharing }

  /// The same program, computed in double precision.
  package var inDouble: Program {
    var program = self
    program.options.precision = .double
    return program
  }

  /// What the program's numbers are computed in.
  package var precision: Precision { options.precision }
}
