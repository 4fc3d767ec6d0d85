import Autodiff
import Syntax
import Testing

@testable import Formula

@Suite struct ProgramChangesTests {
  private func inputs(_ program: Program) -> [String] {
    program.inputs.map { "\($0.name)=\($0.literal)" }
  }

  private func report(_ work: () throws -> Program) -> String {
    do {
      _ = try work()
      return "accepted"
    } catch {
      return (error as? FormulaFailure)?.report ?? "\(error)"
    }
  }

  @Test func `setting an input changes its value and nothing else`() throws {
    let program = try Program("x = 2; z = x*y", at: "y=3").setting("x", to: "pi/2")
    #expect(inputs(program) == ["x=1.5707963267948966", "y=3"])
    #expect(program.text == "x = 2; z = x*y")
    #expect(program.notes.isEmpty)
    #expect(inputs(try program.setting("x", to: "4")) == ["x=4", "y=3"])
  }

  @Test func `setting a label takes another element`() throws {
    let program = try Program("f = [5, 6, 7]; y = 0; z = f[y]")
    #expect(try Run(program).result == [5])
    #expect(try Run(program.setting("y", to: "2")).result == [7])
  }

  @Test func `a value that does not fit is refused with its place`() throws {
    let program = try Program(
      "W = [[1, 2], [3, 4]]; f(t) = t; z = W @ f(x); k = 0; r = z[k]", at: "x=[1,1]")
    #expect(
      report { try program.setting("W", to: "[1, 2]") } == """
        W:1:1: 'W' is a matrix of 2×2, not a vector of 2; keep the shape
          [1, 2]
          ^^^^^^
        """)
    #expect(
      report { try program.setting("x", to: "[1, tahn(2)]") } == """
        x:1:5: no function is called 'tahn'; did you mean 'tanh'?
          [1, tahn(2)]
              ^^^^
        """)
    #expect(
      report { try program.setting("x", to: "y = 2") } == """
        x:1:1: give a single value here, without a name, as in pi/2
          y = 2
          ^^^^^
        """)
    #expect(
      report { try program.setting("x", to: "") }.hasPrefix(
        "x:1:1: a value for 'x' is missing; type a number, or an expression such as pi/2\n"))
    #expect(report { try program.setting("x", to: "[1, 2") }.hasPrefix("x:1:1: this '[' is never"))
    #expect(report { try program.setting("z", to: "2") }.hasPrefix("z:1:1: 'z' is computed"))
    #expect(report { try program.setting("q", to: "2") }.hasPrefix("q:1:1: no input is called 'q'"))
    #expect(
      report { try program.setting("k", to: "7") }.hasPrefix("formula:1:60: there is no element 7"))
  }

  @Test func `values that were given stay in force where another text gives none`() throws {
    let program = try Program("x = 2; z = x*y", at: "x=5").setting("y", to: "7")
    let edited = try program.replacingText(with: "z = x + y")
    #expect(inputs(edited) == ["x=5", "y=7"])
    let without = try edited.replacingText(with: "z = x^2")
    #expect(inputs(without) == ["x=5"])
    #expect(inputs(try without.replacingText(with: "z = x*y")) == ["x=5", "y=7"])
  }

  @Test func `a number in the text wins over a value given before`() throws {
    let program = try Program("x = 2; z = x*y", at: "x=5,y=6")
    let edited = try program.replacingText(with: "x = 9; z = x*y")
    #expect(inputs(edited) == ["x=9", "y=6"])
    #expect(inputs(try edited.replacingText(with: "x = 9; y = 1; z = x + y")) == ["x=9", "y=1"])
    let set = try edited.setting("x", to: "4")
    #expect(inputs(try set.replacingText(with: "x = 9; z = x - y")) == ["x=9", "y=6"])
  }

  @Test(arguments: [
    ("x = 2; z = x*y", "x", "5", "x = 5; z = x*y"),
    ("x = -2  # the input\nz = x*(3)", "x", "[1, 2]", "x = [1, 2]  # the input\nz = x*(3)"),
    ("x = (2); y = [[1, 2],\n  [3, 4]]; z = x*y", "y", "[[5]]", "x = (2); y = [[5]]; z = x*y"),
    ("z = y*x", "x", "5", "y = 1\nx = 5\nz = y*x"),
    (
      "# title\n\nk = 2; z = k*x + f(q); f(t) = t", "q", "-1",
      "# title\n\nk = 2; x = 1\nq = -1\nz = k*x + f(q); f(t) = t"
    ),
    ("f(t) = t*k; x = 3; z = f(x)", "k", "inf", "k = inf\nf(t) = t*k; x = 3; z = f(x)"),
  ])
  func `the text follows a value that was set, and reads as the same program`(
    _ text: String, _ name: String, _ value: String, _ expected: String
  ) throws {
    let program = try Program(text)
    #expect(program.currentText == text)
    var set = try? program.setting(name, to: value)
    // Another shape is taken with the option only.
    set = try set ?? Program(text, at: "\(name)=\(value)")
    let changed = try #require(set)
    #expect(changed.currentText == expected)
    let again = try Program(expected)
    #expect(inputs(again) == inputs(changed))
    #expect(again.graph.count == changed.graph.count)
    #expect(inputs(try changed.replacingText(with: changed.currentText)) == inputs(changed))
  }

  @Test func `values of names that the text leaves open are written once one was set`() throws {
    let program = try Program("z = x*y", at: "x=2,y=3")
    #expect(program.currentText == "z = x*y")
    #expect(try program.setting("y", to: "4").currentText == "x = 2\ny = 4\nz = x*y")
    #expect(
      try program.setting("x", to: "2").setting("x", to: "7").currentText
        == "x = 7\ny = 3\nz = x*y")
  }

  @Test func `a value that the text gave is kept when its line goes`() throws {
    let program = try Program("x = 2; z = x*y")
    let edited = try program.replacingText(with: "z = x + y")
    #expect(inputs(edited) == ["x=2", "y=1"])
    #expect(edited.inputs.map(\.isGiven) == [true, false])
    #expect(inputs(try edited.replacingText(with: "x = 9; z = x")) == ["x=9"])
  }

  @Test func `a value given for a name that is computed now waits until it is an input again`()
    throws
  {
    let program = try Program("z = x*y", at: "x=5")
    let computed = try program.replacingText(with: "x = y^2; z = x*y")
    #expect(inputs(computed) == ["y=1"])
    #expect(inputs(try computed.replacingText(with: "z = x*y")) == ["x=5", "y=1"])
  }

  @Test func `the origin and the options stay`() throws {
    let program = try Program("a = x*2; b = a", origin: "net.rg", output: "a", sharing: false)
    let edited = try program.replacingText(with: "a = x*x + x*x; b = a + 1")
    #expect(edited.origin == "net.rg")
    #expect(edited.drawing.split(separator: "\n").count == 5)
    #expect(edited.graph.notes.names(of: edited.output) == ["a"])
    #expect(report { try edited.replacingText(with: "2x") }.hasPrefix("net.rg:1:1: "))
  }

  @Test func `an output that was edited away gives way to the last line`() throws {
    let program = try Program("a = x*2; b = a", output: "a").replacingText(with: "c = x*3")
    #expect(program.graph.notes.names(of: program.output) == ["c"])
    #expect(program.notes.map(\.message).contains("there is no longer a result 'a'"))
  }
}
