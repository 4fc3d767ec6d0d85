import Autodiff
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
