import Autodiff
import Basics
import Syntax
import Testing

@testable import Formula

@Suite struct ProgramInputTests {
  /// The inputs as `name=literal`, with a question mark when the value was not given.
  private func inputs(_ program: Program) -> [String] {
    program.inputs.map { "\($0.name)=\($0.literal)\($0.isGiven ? "" : "?")" }
  }

  @Test(arguments: [
    ("x = 2; z = x", ["x=2"]), ("x = -0.5; z = x", ["x=-0.5"]),
    ("x = -pi; z = x*e", ["x=-3.141592653589793"]),
    ("W = [[1, -2], [3, 1e-9]]; z = sum(W)", ["W=[[1, -2], [3, 1e-9]]"]),
    ("x = 1/2; z = x*y", ["y=1?"]), ("x = -[1, 2]; z = x", ["x=[-1, -2]"]),
  ])
  func `a name bound to a literal is an input, and a name never bound is 1`(
    _ text: String, _ expected: [String]
  ) throws {
    #expect(inputs(try Program(text)) == expected)
  }

  @Test(arguments: [
    ("x=2,y=3", ["x=2", "y=3"]), (" x = pi/2 , y = -1", ["x=1.5707963267948966", "y=-1"]),
    ("y=[[1,2],[3,4]],x=max(1,2)", ["x=2", "y=[[1, 2], [3, 4]]"]), ("x=2;y=3", ["x=2", "y=3"]),
    ("", ["x=5", "y=1?"]), ("x=1/0,y=0/0", ["x=inf", "y=nan"]), ("y=-1/0", ["x=5", "y=-inf"]),
    ("x=-0.0", ["x=-0", "y=1?"]), ("x=e,y=exp(1)", ["x=2.718281828459045", "y=2.718281828459045"]),
  ])
  func `values are given as constant expressions`(_ at: String, _ expected: [String]) throws {
    #expect(inputs(try Program("x = 5; z = x*y", at: at)) == expected)
  }

  @Test(arguments: [0.1, -0.0, .leastNonzeroMagnitude, 1e300, -1.0 / 3, .infinity, -.infinity])
  func `a literal reads as the very same number`(_ value: Double) throws {
    let literal = try Program(
      "x", at: "x=\(value.isFinite ? "\(value)" : value > 0 ? "1/0" : "-1/0")"
    )
    .inputs[0].literal
    let again = try Program("x", at: "x=" + literal).inputs[0].values[0]
    #expect(again.bitPattern == value.bitPattern)
  }

  @Test func `memory for a program holds its inputs`() throws {
    let program = try Program("W = [[1, 2], [3, 4]]; z = W @ x", at: "x=[5,6]")
    let evaluation = try program.evaluation()
    #expect(
      program.inputs.map { evaluation.value(of: $0.node).elements } == [[1, 2, 3, 4], [5, 6]])
    #expect(try Run(program).result == [17, 39])
  }

  @Test func `notes tell of missing values, hidden constants and arrays as outputs`() throws {
    let text = """
      hidden = 2; w1 = 3; e(t) = t
      sigmoid(pi) = pi
      z = [1, 2]*hiden*w2*e(sigmoid(w1))
      """
    let notes = try Program(text).notes
    #expect(
      notes.map(\.message) == [
        "'e' is the program's own name here, not the number 2.71828",
        "'sigmoid' is the program's own function here, not the built-in one",
        "'pi' is the program's own name here, not the number 3.14159",
        "'hiden' has no value; 1 is used (did you mean 'hidden'?)",
        "'w2' has no value; 1 is used (set it with --at w2=...)",
        "'z' has 2 elements; adjoints are those of their sum",
      ])
    let source = SourceText(text)
    #expect(
      notes.map { $0.span.map { source.text(in: $0) } } == [
        "e", "sigmoid", "pi", "hiden", "w2", nil,
      ])
  }

  @Test func `of many names without a value ten are told`() throws {
    let text = (0..<12).map { "q\($0)" }.joined(separator: "+")
    let notes = try Program(text).notes
    #expect(notes.count == 11)
    #expect(notes.last?.message == "2 more names have no value; 1 is used for each")
  }
}
