import Autodiff
import Formula
import TestSupport
import Testing

@testable import Presentation

/// A graph that is written and opened again is the same graph.
@Suite struct GraphJSONTests {
  private func reopened(_ text: String) throws -> Program {
    do throws(FormulaFailure) {
      return try Program(json: Array(text.utf8), origin: "graph.json")
    } catch {
      Issue.record("\(text)\n\(error.report)")
      throw error
    }
  }

  private func expectSame(_ again: Program, as program: Program) {
    #expect(
      GraphPicture(again.graph, outputs: again.outputs, values: again.inputTensors)
        == GraphPicture(program.graph, outputs: program.outputs, values: program.inputTensors))
    let (new, old) = (again.graph, program.graph)
    // What the calls were given is not written.
    #expect(new.notes.groups.map(\.name) == old.notes.groups.map(\.name))
    #expect(new.notes.groups.map(\.parent) == old.notes.groups.map(\.parent))
    for (mine, theirs) in zip(new.nodes, old.nodes) {
      #expect(new.operation(of: mine) == old.operation(of: theirs))
      #expect(new.attributes(of: mine) == old.attributes(of: theirs))
      #expect(new.notes.names(of: mine) == old.notes.names(of: theirs))
      #expect(new.notes.group(of: mine) == old.notes.group(of: theirs))
      #expect(new.hasAdjoint(mine) == old.hasAdjoint(theirs))
    }
    #expect(again.expected == program.expected)
  }

  @Test(arguments: Example.all)
  func `an example comes back whole`(_ example: Example) throws {
    let program = try Program(example.text)
    let text = GraphJSON.text(of: program)
    let again = try reopened(text)
    expectSame(again, as: program)
    #expect(GraphJSON.text(of: again) == text)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a random graph comes back whole`(_ seed: UInt64) throws {
    let random = RandomGraph(seed: seed)
    let printed = try ProgramPrinter.text(
      of: random.graph, outputs: random.outputs, values: random.values)
    let program = try Program(printed, sharing: false)
    let text = GraphJSON.text(of: program)
    let again = try reopened(text)
    expectSame(again, as: program)
    #expect(GraphJSON.text(of: again) == text)
  }

  @Test func `what another program expects is written again`() throws {
    let program = try reopened(
      """
      {"version": 1, "nodes": [
      {"name": "x", "operation": "input", "value": [1, -0.0], "expected": {"adjoint": [1, "-Infinity"]}},
      {"names": ["s", "total"], "operation": "sum", "operands": [0], "expected": {"value": 1}}
      ]}
      """)
    let again = try reopened(GraphJSON.text(of: program))
    expectSame(again, as: program)
    #expect(again.expected?.nodes.values.compactMap(\.value) == [[1]])
  }

  @Test func `text, numbers and structure are as the README says`() throws {
    let program = try Program("phi(t) = tanh(t); y = phi(x*W[0, :]); s = sum(y)", at: "W=[[1, 2]]")
    #expect(
      GraphJSON.text(of: program) == """
        {"version":1,"outputs":[5],"groups":[
        {"name":"phi"}],"nodes":[
        {"index":0,"name":"x","operation":"input","shape":[],"value":1},
        {"index":1,"name":"W","operation":"input","shape":[1,2],"value":[[1,2]]},
        {"index":2,"operation":"slice","operands":[1],"attributes":[0,-1,0,2],"shape":[2]},
        {"index":3,"operation":"multiply","operands":[0,2],"shape":[2]},
        {"index":4,"name":"y","operation":"tanh","operands":[3],"shape":[2],"group":0},
        {"index":5,"name":"s","operation":"sum","operands":[4],"shape":[]}
        ]}

        """)
  }
}
