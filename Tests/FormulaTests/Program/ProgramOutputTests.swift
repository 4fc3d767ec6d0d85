import Autodiff
import Syntax
import TestSupport
import Testing

@testable import Formula

@Suite struct ProgramOutputTests {
  private func outputs(_ text: String, _ option: String? = nil) throws -> [String] {
    let program = try Program(text, output: option)
    let names = NodeNames(of: program.graph)
    #expect(program.output == program.outputs.first)
    return program.outputs.map { names[$0] }
  }

  @Test(arguments: [
    ("a = x*2; b = a*3", ["b"]), ("a = x*2; x*y", ["b"]), ("a = x*2; f(t) = t", ["a"]),
    ("a = x*2; output a; b = a*3", ["a"]), ("a = x*2; b = a*3; output b, a, b", ["b", "a"]),
    ("output b; a = x*2; b = a*3; output x", ["b", "x"]), ("x = 2", ["x"]),
  ])
  func `the last value is the output unless others are named`(
    _ text: String, _ expected: [String]
  ) throws {
    #expect(try outputs(text) == expected)
  }

  @Test(arguments: [("a", ["a"]), ("b, a", ["b", "a"]), ("x", ["x"]), ("a,a", ["a"])])
  func `an option names other outputs`(_ option: String, _ expected: [String]) throws {
    #expect(try outputs("a = x*2; b = a*3; output b", option) == expected)
  }

  @Test(
    arguments: [
      ("y = x*2; output y[0]", nil), ("output y[0]; y = x*2", nil), ("y = x*2", "y[0]"),
      ("y = x*2", "y[-3]"), ("y = x*2; a = y[0]", "y[ 0 ]"), ("'y 1' = x*2", "'y 1'[0]"),
    ] as [(String, String?)])
  func `an output may be an element`(_ text: String, _ option: String?) throws {
    let program = try Program(text, at: "x=[3, 4, 5]", output: option)
    #expect(try Run(program).result == [6])
    #expect(try Run(program).adjoint("x") == [2, 0, 0])
    #expect(program.outputs.map { NodeNames(of: program.graph)[$0] } == ["a"])
  }

  @Test func `an output may be a part, and several are parted at commas outside of brackets`()
    throws
  {
    let program = try Program("W = [[1, 2], [3, 4]]; Y = W^2", output: "Y[1, 0], Y[:, 1], Y[:]")
    #expect(program.outputs.map { program.graph.shape(of: $0).extents } == [[], [2], [2, 2]])
    let said = try Program("W = [[1, 2], [3, 4]]; Y = W^2; output Y[1, 0], Y[:, 1], Y[:]")
    #expect(GraphPicture(said).lines == GraphPicture(program).lines)
  }

  @Test(arguments: [
    ("y[3]", "--output:1:3: there is no element 3"),
    ("q[0]", "--output:1:1: no result is called 'q'"),
    ("y[k]", "--output:1:3: an index of an output must be a number here"),
    ("y + 1", "--output:1:1: no result is called 'y + 1'"),
    ("y, y[0", "--output:1:4: no result is called 'y[0'"),
    ("y, y[0][", "--output:1:4: no result"), ("y,[1]", "--output:1:3: 'output' takes names only"),
  ])
  func `an element that is not there is refused with its place`(
    _ option: String, _ report: String
  ) {
    do throws(FormulaFailure) {
      _ = try Program("k = 1; y = x*2", at: "x=[3, 4, 5]", output: option)
      Issue.record("\(option) was accepted")
    } catch {
      #expect(error.report.hasPrefix(report), "\(error.report)")
    }
  }

  @Test func `of several outputs a note says whose derivatives there are`() throws {
    let program = try Program("a = x*2; b = a*3", at: "x=1", output: "b,a")
    #expect(
      program.notes.map(\.message) == [
        "adjoints are those of 'b' alone; --output a shows those of 'a'"
      ])
  }

  @Test func `a result without a name is asked for by the name it is shown under`() throws {
    #expect(try outputs("z = x*y + sin(x)", "b") == ["b"])
    #expect(try Run(Program("z = x*y + sin(x)", output: "b")).result == [0.8414709848078965])
  }
}
