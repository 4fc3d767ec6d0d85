import Autodiff
import Basics
import Testing

@testable import Formula
@testable import Syntax

@Suite struct BlockTests {
  private func graph(_ text: String, at: String? = nil) throws -> Graph {
    try Program(text, at: at).graph
  }

  /// The value of the output and its adjoints by the inputs.
  private func run(
    _ text: String, at: String? = nil
  ) throws -> (value: [Double], adjoints: [String: [Double]]) {
    let program = try Program(text, at: at)
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    let adjoints = program.inputs.map { ($0.name, evaluation.adjoint(of: $0.node).elements) }
    return (
      evaluation.value(of: program.output).elements,
      Dictionary(adjoints) { first, _ in first }
    )
  }

  @Test func `a loop is written out turn by turn, and rebinds what stands outside`() throws {
    let (value, adjoints) = try run(
      """
      x = 2
      y = 1
      for i in 0..<6:
        y = (y + x/y)/2
      """)
    #expect(abs(value[0] - 2.0.squareRoot()) < 1e-15)
    #expect(abs(adjoints["x"]![0] - 0.5 / 2.0.squareRoot()) < 1e-12)
  }

  @Test func `each turn is a group that is named after it`() throws {
    let graph = try graph("x = 2; for i in 1..3: x = x*x")
    #expect(graph.notes.groups.map(\.name) == ["i = 1", "i = 2", "i = 3"])
    let names = NodeNames(of: graph)
    let shown = graph.nodes.map { names[$0] }
    #expect(shown == ["x", "x.1", "x.2", "x.3"])
  }

  @Test(arguments: [
    ("0..<3", 3.0), ("1..3", 6), ("0..<0", 0), ("2..2", 2), ("-1..1", 0), ("3..1", 0),
    ("0..<n", 6), ("n - 1..n + 1", 12),
  ])
  func `a range includes its end or not`(_ range: String, _ sum: Double) throws {
    let text = "n = 4\nx = 0\ns = 0*x\nfor i in \(range): s = s + i\noutput s"
    #expect(try run(text).value == [sum])
  }

  @Test func `what follows the colon up to the end of the line belongs to the block`() throws {
    #expect(try run("x = 2; y = x; for i in 1..2: t = y + i; y = t*t\ny + 1").value == [122])
  }

  @Test func `a function of several lines has the value of its last one`() throws {
    let (value, adjoints) = try run(
      """
      f(x, y) =
        a = x*y
        # a remark

        b = a + sin(x)
        b
      z = f(x, y)
      """, at: "x=2,y=3")
    #expect(value == [6.909297426825682])
    #expect(adjoints == ["x": [2.5838531634528574], "y": [2]])
  }

  @Test func `names of a call and of a turn are not seen elsewhere`() throws {
    let text = """
      f(t) =
        u = 2*t
        for i in 0..<2: u = u*t; w = u
        u
      g(t) =
        u = f(t) + 1
        u
      u = 5*x
      z = g(x) + u + f(x)
      """
    #expect(try run(text, at: "x=3").value == [124])
    let names = NodeNames(of: try graph(text))
    #expect(try graph(text).nodes.contains { names[$0] == "u" })
  }

  @Test(arguments: [(2.0, 4.0, 4.0), (-2, 2, -1), (0.5, 10, 0)])
  func `the branch taken at the given inputs is the program`(
    _ x: Double, _ value: Double, _ slope: Double
  ) throws {
    let text = """
      x = 1
      if x > 1:
        y = x^2
      else if x < 0:
        y = -x
      else: y = 10 + 0*x
      z = y
      """
    let result = try run(text, at: "x=\(x)")
    #expect(result.value == [value])
    #expect(result.adjoints["x"] == [slope])
  }

  @Test func `a note says that the branch not taken has no derivative`() throws {
    let program = try Program("x = 2; if x > 1: y = x^2; else: y = x")
    #expect(
      program.notes.map(\.message) == [
        "'if x > 1' is decided at these inputs; the branch not taken has no derivative"
      ])
    #expect(try Program("x = 2; for i in 0..2: if i == 1: x = x*x").notes.isEmpty)
  }

  @Test func `an input that changes the branch builds the program again`() throws {
    let program = try Program("x = 2\nif x > 1: y = x^2; else: y = x")
    let other = try program.setting("x", to: "0.5")
    #expect(program.graph.count == 2)
    #expect(other.graph.count == 1)
    let counted = try Program("n = 2; x = 3; for i in 0..<n: x = x*x")
    #expect(try counted.setting("n", to: "4").graph.count == counted.graph.count + 2)
    #expect(!counted.graph.hasAdjoint(counted.inputs[0].node))
  }

  @Test func `a condition may ask for anything that is known, and leaves no node behind`() throws {
    let text = """
      g(t) = sum(t^2)
      v = [3, 4]
      if g(v) > 20: z = g(v)/2
      """
    let graph = try graph(text)
    let operations: [Autodiff.Operation] = [.input, .square, .sum, .constant, .divide]
    let actual = graph.nodes.map { graph.operation(of: $0) }
    #expect(actual == operations)
  }

  @Test func `an index may be computed of numbers that are known`() throws {
    let text = "v = [1, 2, 3, 4]; s = 0*v[0]; for i in 0..<3: s = s + v[i + 1]*v[3 - i]"
    #expect(try run(text).value == [25])
  }

  @Test func `values of a loop are set before it in the text that is kept`() throws {
    let program = try Program("for i in 0..<2:\n  y = x*i\n  y").setting("x", to: "3")
    #expect(program.currentText == "x = 3\nfor i in 0..<2:\n  y = x*i\n  y")
  }

  @Test func `unrolling ends at the limit with one error`() {
    var limits = LoweringLimits()
    limits.inlinedExpressions = 1_000
    let text = "for i in 0..<1000000000:\n  for j in 0..<1000000000: y = x*j"
    var lowering = Lowering(Parser.parse(.init(text)).tree, limits: limits)
    lowering.addInputs(InputValues())
    lowering.lowerStatements()
    #expect(lowering.allErrors.map(\.problem) == [.block(.tooManySteps(limit: 1_000))])
  }

  @Test func `a printed program builds an equal graph`() throws {
    let text = """
      f(x) =
        y = x
        for i in 1..3: if i != 2: y = y*i + x
        y
      z = f(x)*f(x + 1)
      """
    let program = try Program(text)
    let printed = try ProgramPrinter.text(
      of: program.graph, outputs: program.outputs, values: program.inputTensors)
    #expect(try Program(printed).graph.hasSameNodes(as: program.graph))
  }

  @Test func `words of the language are names wherever no statement can begin so`() throws {
    #expect(
      try run("data = 2; for = 3; if = data*for; else = if + in; else", at: "in=1").value == [7])
  }

  @Test func `data have no adjoint`() throws {
    let program = try Program("x = 2; data y = [1, 0]; z = sum((x - y)^2)", at: "y=[3,4]")
    #expect(program.graph.hasAdjoint(program.inputs[0].node))
    #expect(!program.graph.hasAdjoint(program.inputs[1].node))
    #expect(program.inputs[1].literal == "[3, 4]")
  }

  @Test func `vectors and numbers are joined`() throws {
    #expect(try run("x = [2, 3]; y = 4; z = [x; 1; y]").value == [2, 3, 1, 4])
    #expect(try graph("z = [1; 2]*x").count == 3)
  }
}
