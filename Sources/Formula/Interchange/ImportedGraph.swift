import Autodiff
import Basics
import Syntax

/// A graph that was read from a file of another program.
struct ImportedGraph {
  var graph = Graph()
  var inputs: [LoweredInput] = []
  /// Those that the file names, never none.
  var outputs: [NodeID] = []
  /// What the file says that the numbers are.
  var expected: [NodeID: ExpectedNumbers] = [:]
  var notes: [ProgramNote] = []
}

extension Program {
  /// The program of a graph, with the values that inputs are given, and other outputs if some are asked
  /// for.
  init(
    _ imported: ImportedGraph, writing: Writing, origin: String, given: GivenValues?,
    options: ReadingOptions
  ) throws(FormulaFailure) {
    let names = ProgramNames(graph: imported.graph, inputs: imported.inputs)
    let inputs = try names.inputs(with: given)
    var notes = imported.notes + (try given?.notes(for: imported.inputs.map(\.name)) ?? [])
    var outputs = imported.outputs
    var graph = imported.graph
    if let option = options.output {
      outputs = try names.outputs(option, in: &graph, &notes) ?? outputs
    }
    var directions: [Direction] = []
    if let option = options.direction { directions = try names.directions(option, &notes) }
    guard let output = outputs.first, let expectedOutput = imported.outputs.first else {
      throw FormulaFailure(
        [FormulaError(.graph(.noOutput), at: .none)], in: SourceText("", origin: origin))
    }
    // What was expected was so at the values that the file gives.
    let isAsWritten = given?.isEmpty ?? true
    let expected =
      isAsWritten && !imported.expected.isEmpty
      ? ExpectedGraph(nodes: imported.expected, output: expectedOutput) : nil
    self.init(
      graph: graph, inputs: inputs, outputs: outputs, output: output, directions: directions,
      expected: expected, writing: writing, origin: origin, notes: notes, options: options)
  }
}
