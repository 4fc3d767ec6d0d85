import Autodiff
import Formula
import Foundation
import Testing

@testable import Presentation

/// Graphs that bring the numbers of another program with them.
@Suite struct ComparisonTests {
  private func trace(_ program: Program, _ format: TraceFormat) throws -> (String, Double?) {
    var text = ""
    let agreement = try Trace(of: program, mode: .reverse).write(format) { text += $0 }
    return (text, agreement?.largestDifference)
  }

  /// What a trace says of a graph whose nodes are given in JSON.
  private func summary(
    _ nodes: String..., tolerance: Double = Agreement.usualTolerance(in: .double)
  ) throws -> (hasDisagreement: Bool, text: String) {
    let text = "{\"version\": 1, \"nodes\": [\(nodes.joined(separator: ",\n"))]}"
    let program = try Program(json: Array(text.utf8), origin: "graph.json")
    let agreement = try #require(
      try Trace(of: program, mode: .reverse).write(.csv, tolerance: tolerance) { _ in })
    return (agreement.first != nil, agreement.summary)
  }

  private static let x = #"{"operation": "input", "name": "x", "value": [1, 2, 0]"#
  private static let y = #"{"operation": "square", "name": "y", "operands": [0]"#
  private static let z = #"{"operation": "sum", "name": "z", "operands": [1]"#

  @Test func `values are compared in order and adjoints backward, and the first is named`() throws {
    let wrongBackward = try summary(
      Self.x + #", "expected": {"adjoint": [20, 40, 0]}}"#,
      Self.y + #", "expected": {"adjoint": [10, 10, 10]}}"#, Self.z + "}")
    #expect(wrongBackward.hasDisagreement)
    #expect(
      wrongBackward.text == """
        the adjoint of y is 1 at [0] where 10 is expected, every element too small by a factor \
        of 10; the first of 2 that differ, of 2 quantities
        """)
    let wrongForward = try summary(
      Self.x + #", "expected": {"adjoint": [20, 40, 0]}}"#,
      Self.y + #", "expected": {"value": [1, 4, 1]}}"#,
      Self.z + #", "expected": {"value": 5, "adjoint": -1}}"#)
    #expect(
      wrongForward.text == """
        the value of y is 0 at [2] where 1 is expected; the first of 3 that differ, of 4 quantities
        """)
    let sign = try summary(Self.x + "}", Self.y + "}", Self.z + #", "expected": {"adjoint": -1}}"#)
    #expect(
      sign.text == """
        the adjoint of z is 1 where -1 is expected, with the opposite sign
        """)
  }

  @Test(arguments: [
    (#"[2, 4.000000003, 0]"#, 1e-9, false), (#"[2, 4.000000005, 0]"#, 1e-9, true),
    (#"[2, 4, 3e-9]"#, 1e-9, false), (#"[2, 4, 5e-9]"#, 1e-9, true), (#"[2, 4.5, 0]"#, 0.2, false),
    (#"[2, 4, "NaN"]"#, 1e-9, true), (#"[2, 4, "Infinity"]"#, 1e-9, true),
    (#"[2, 4, 0]"#, 0, false), (#"[2, 4, 1e-300]"#, 0, true),
  ])
  func `numbers may be off by a part of the largest of their node`(
    _ adjoint: String, _ tolerance: Double, _ differs: Bool
  ) throws {
    let found = try summary(
      Self.x + ", \"expected\": {\"adjoint\": \(adjoint)}}", Self.y + "}", Self.z + "}",
      tolerance: tolerance)
    #expect(found.hasDisagreement == differs, "\(found.text)")
  }

  @Test func `numbers of single precision may be off by what single precision adds up to`() throws {
    for (adjoint, differs) in [("0.2000015", false), ("0.200005", true)] {
      let text = """
        {"version": 1, "nodes": [
        {"name": "x", "operation": "input", "value": 0.1, "expected": {"adjoint": \(adjoint)}},
        {"name": "y", "operation": "square", "operands": [0], "expected": {"value": 0.01}}
        ]}
        """
      let program = try Program(
        json: Array(text.utf8), origin: "square.json", precision: .single)
      let agreement = try #require(
        try Trace(of: program, mode: .reverse).write(.json) { _ in })
      #expect((agreement.first != nil) == differs, "\(agreement.summary)")
      let exact = try #require(
        try Trace(of: program, mode: .reverse).write(.json, tolerance: 1e-9) { _ in })
      #expect(exact.first != nil)
    }
  }

  @Test func `NaN agrees with NaN and differs from a number`() throws {
    let x = #"{"operation": "input", "name": "x", "value": -1}"#
    for (expected, differs) in [(#""NaN""#, false), ("0", true), (#""Infinity""#, true)] {
      let y = #"{"operation": "log", "name": "y", "operands": [0], "expected": {"value": "#
      #expect(try summary(x, y + expected + "}}").hasDisagreement == differs)
    }
  }

  /// Written with PyTorch 2.13 by a script for this one model.
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
        x            3        6               ⋅               6.5         0.5
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
