import Formula
import Syntax
import Testing

/// What looks wrong about a graph, whatever its numbers are.
@Suite struct StructureNoteTests {
  @Test func `two operands that are both broadcast by accident`() throws {
    let program = try Program("y = [[1], [2], [3]]; t = [1, 2, 3]; e = y - t; z = sum(e^2)")
    #expect(
      program.notesOnStructure.map(\.message) == [
        "both operands of 'e' are broadcast: 'y' (3×1) and 't' (3) to 3×3"
      ])
    let meant = try Program("y = [[1], [2]]; t = [[1, 2, 3]]; z = sum(y - t) + sum(y*t)")
    #expect(meant.notesOnStructure.isEmpty)
    let bias = try Program("h = [[1, 2], [3, 4]]; b = [1, 2]; z = sum(h + b)")
    #expect(bias.notesOnStructure.isEmpty)
  }

  @Test func `parameters of a capture without a path to the output`() throws {
    let text = """
      {"version": 1, "nodes": [
      {"operation": "input", "name": "w", "value": 3, "expected": {"adjoint": 0}},
      {"operation": "input", "name": "x", "value": 3, "data": true},
      {"operation": "input", "name": "v", "value": 2, "expected": {"adjoint": 3}},
      {"operation": "detach", "operands": [0]},
      {"operation": "multiply", "operands": [3, 2]},
      {"operation": "multiply", "name": "loss", "operands": [4, 1]}
      ]}
      """
    let program = try Program(json: Array(text.utf8), origin: "run.json")
    #expect(
      program.notesOnStructure.map(\.message) == [
        "'w' has no path to 'loss': its gradient is 0"
      ])
  }
}
