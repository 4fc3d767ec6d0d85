package import Autodiff
package import Formula

/// The derivative of a program as a program: its own statements and behind them those that compute
/// the derivative, under names such as `gx` and `dz`. It reads and runs like any other.
package enum DerivativeProgram {
  /// The program that computes the adjoints of all inputs; they are its outputs.
  package static func adjoints(of program: Program) throws -> String {
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    let derivative = try program.graph.adjointGraph(from: program.output, by: inputs)
    return try text(of: derivative, of: program, outputs: inputs)
  }

  /// The same statement by statement, as one writes it by hand: `ga = gz`, `gx = y*ga + cos(x)*gb`.
  package static func adjointSteps(of program: Program) throws -> String {
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    let sweep = try program.graph.adjointStatements(from: program.output, by: inputs)
    let results = sweep.formulas.filter { inputs.contains($0.node) }
    guard !results.isEmpty else { return try adjoints(of: program) }
    let order = inputs.compactMap { input in results.first { $0.node == input }?.name }
    return (try lines(of: sweep, program) + ["output \(order.joined(separator: ", "))"])
      .joined(separator: "\n") + "\n"
  }

  /// The statements that compute adjoints, each beside the node whose adjoint it is, and those that
  /// are computed once for several of them.
  ///
  /// - Complexity: linear in the number of nodes and the length of the text.
  package static func backwardStatements(
    of program: Program
  ) throws -> (byNode: [NodeID: String], shared: [String]) {
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    let sweep = try program.graph.adjointStatements(from: program.output, by: inputs)
    let adjoints =
      sweep.formulas.map { (node: $0.node, name: $0.name) }
      + sweep.adjoints.prefix(1)
      .map { (node: $0.node, name: $0.name) }
    let nodes = Dictionary(adjoints.map { ($0.name, $0.node) }) { first, _ in first }
    let forward = Set(program.graph.nodes.flatMap { program.graph.notes.names(of: $0) })
    var (byNode, shared): ([NodeID: String], [String]) = ([:], [])
    for line in try lines(of: sweep, program) {
      let name = String(line.prefix { $0 != "=" }.filter { $0 != " " })
      if let node = nodes[name] {
        byNode[node] = line
      } else if !forward.contains(name) {
        shared.append(line)
      }
    }
    return (byNode, shared)
  }

  /// The statements of a sweep in which each adjoint is used under its own name, in an order in which
  /// they can be run.
  private static func lines(of sweep: AdjointStatements, _ program: Program) throws -> [String] {
    var values: [NodeID: Tensor<Double>] = [:]
    for (node, value) in program.inputTensors { values[sweep.copies[node.index]] = value }
    let text = try ProgramPrinter.text(
      of: sweep.graph, outputs: sweep.formulas.map(\.formula),
      outputNames: sweep.formulas.map { $0.name + AdjointStatements.suffix }, values: values)
    // What stands for an adjoint is that adjoint.
    let stands = Set(sweep.adjoints.dropFirst().map { "\($0.name) = " })
    let lines = text.split(separator: "\n").map(String.init).filter { line in
      !line.hasPrefix("output ") && !stands.contains { line.hasPrefix($0) }
    }
    return StatementOrder.sorted(
      lines.map { $0.split(separator: AdjointStatements.suffix).joined() })
  }

  /// The program that computes the tangent of the output, with the inputs moving as they do in the
  /// program's forward mode.
  package static func tangents(of program: Program) throws -> String {
    // What stands still has no tangent, as in a sweep, rather than one that is 0.
    let moving = program.movements.filter { $0.tangent.contains { $0 != 0 } }
    let movements = moving.isEmpty ? program.movements : moving
    let derivative = try program.graph.tangentGraph(along: movements.map(\.input))
    return try text(of: derivative, of: program, outputs: [program.output], movements)
  }

  private static func text(
    of derivative: DerivativeGraph, of program: Program, outputs: [NodeID],
    _ movements: [(input: NodeID, tangent: [Double])] = []
  ) throws -> String {
    var values: [NodeID: Tensor<Double>] = [:]
    for (node, value) in program.inputTensors {
      if let copy = derivative.copy(of: node) { values[copy] = value }
    }
    // An adjoint starts from 1, as the printer has it where nothing is given.
    for (node, input) in derivative.seeds {
      let tangent = movements.first { $0.input == node }?.tangent
      values[input] = tangent.flatMap { Tensor($0, shape: derivative.graph.shape(of: input)) }
    }
    // Where nothing varies there is no derivative, and the program alone is left.
    let results = outputs.filter { derivative.derivative(of: $0) != nil }
    let fallback = [derivative.copy(of: program.output)].compactMap(\.self)
    return try ProgramPrinter.text(
      of: derivative.graph,
      outputs: results.isEmpty ? fallback : results.compactMap { derivative.derivative(of: $0) },
      outputNames: results.compactMap { derivative.name(ofDerivativeOf: $0) }, values: values)
      + "\n"
  }
}
