import Autodiff
import Formula
import Foundation
import Testing

@testable import Presentation

/// Graphs that bring the numbers of another program with them.
@Suite struct ComparisonTests {
  private func trace(_ program: Program, _ format: TraceFormat) throws -> (String, Double?) {
    var text = ""
    let difference = try Trace(of: program, mode: .reverse).write(format) { text += $0 }
    return (text, difference)
  }

  /// Written by `assets/pytorch_graph.py` with PyTorch 2.13.
  @Test func `values and adjoints of a PyTorch model are PyTorch's own`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Graphs/pytorch-model.json")
    let program = try Program(json: Array(try Data(contentsOf: file)), origin: "model.json")
    let expected = try #require(program.expected?.nodes)
    #expect(expected.count == program.graph.count)
    #expect(expected.values.count { $0.adjoint != nil } == program.graph.count - 1)
    let difference = try #require(try trace(program, .json).1)
    #expect(difference < 1e-14)
  }

  @Test func `both numbers and their difference are shown`() throws {
    let text = """
      {"version": 1, "nodes": [
      {"name": "x", "operation": "input", "value": 3, "expected": {"adjoint": 6.5}},
      {"name": "y", "operation": "square", "operands": [0], "expected": {"value": 9, "adjoint": 1}}
      ]}
      """
    let program = try Program(json: Array(text.utf8), origin: "square.json")
    let (table, difference) = try trace(program, .table)
    #expect(difference == 0.5)
    #expect(
      table == """
        node     value  adjoint  expected value  expected adjoint  difference
        x            3        6               ·               6.5         0.5
        y = x^2      9        1               9                 1           0

        """)
    #expect(
      try trace(program, .csv).0 == """
        output,index,name,operation,operands,shape,element,value,adjoint,expected value,expected adjoint
        y,0,x,input,,,,3,6,,6.5
        y,1,y,square,0,,,9,1,9,1

        """)
    #expect(
      try trace(program, .json).0.contains("\"expected\":{\"adjoint\":6.5},\"difference\":0.5}"))
  }

  @Test func `the output of a trace opens as a graph`() throws {
    let program = try Program("z = 2*x*y + sum([x, 1], axis=0)", at: "x=2,y=3")
    let again = try Program(json: Array(try trace(program, .json).0.utf8), origin: "trace.json")
    #expect(try trace(again, .table).0 == trace(program, .table).0)
    #expect(try trace(again, .json).1 == nil)
  }
}
