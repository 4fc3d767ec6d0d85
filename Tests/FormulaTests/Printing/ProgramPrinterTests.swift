import Autodiff
import Basics
import TestSupport
import Testing

@testable import Formula
@testable import Syntax

@Suite struct ProgramPrinterTests {
  private func printed(_ text: String) throws -> String {
    let program = try Program(text)
    return try ProgramPrinter.text(of: program.graph, outputs: program.outputs)
  }

  @Test(arguments: 0..<600 as Range<UInt64>)
  func `to print a random graph and to read it gives an equal graph`(_ seed: UInt64) throws {
    let random = RandomGraph(seed: seed)
    let text = try ProgramPrinter.text(
      of: random.graph, outputs: random.outputs, values: random.values)
    let program = try read(text)
    let expected = GraphPicture(random.graph, outputs: random.outputs, values: random.values)
    #expect(GraphPicture(program) == expected, "\(text)")
    let again = try ProgramPrinter.text(
      of: program.graph, outputs: program.outputs, values: program.inputTensors)
    #expect(again == text)
  }

  private func read(_ text: String) throws -> Program {
    do throws(FormulaFailure) {
      return try Program(text, sharing: false)
    } catch {
      Issue.record("\(text)\n\(error.report)")
      throw error
    }
  }

  @Test func `random graphs hold every operation`() {
    var seen: Set<Operation> = []
    for seed in 0..<2000 as Range<UInt64> {
      let graph = RandomGraph(seed: seed).graph
      seen.formUnion(graph.nodes.map { graph.operation(of: $0) })
    }
    #expect(Operation.allCases.filter { !seen.contains($0) } == [])
  }

  @Test(arguments: Example.all)
  func `an example is printed as a program that is the same`(_ example: Example) throws {
    let program = try Program(example.text)
    let text = try ProgramPrinter.text(
      of: program.graph, outputs: program.outputs, values: program.inputTensors)
    let again = try Program(text)
    #expect(GraphPicture(again) == GraphPicture(program), "\(text)")
    let pairs = zip(names(again), names(program))
    try #require(names(again).count == names(program).count)
    // A printed program has no turns, so that what a loop counts may be a letter for its results.
    let hasTurns = program.graph.notes.groups.contains { $0.name.contains(" = ") }
    let given = Set(program.graph.nodes.flatMap { program.graph.notes.names(of: $0) })
    for (found, wanted) in pairs where !hasTurns || wanted.allSatisfy(given.contains) {
      #expect(found == wanted, "\(text)")
    }
  }

  /// What the inputs and operations are called; the literals have other places.
  private func names(_ program: Program) -> [[String]] {
    let (graph, shown) = (program.graph, NodeNames(of: program.graph))
    return graph.nodes.filter { graph.operation(of: $0) != .constant }.map {
      let names = graph.notes.names(of: $0)
      return names.isEmpty ? [shown[$0]] : names
    }
  }

  @Test func `what is used once and has no name is written out`() throws {
    #expect(try printed("z = x*y + sin(x)") == "x = 1\ny = 1\nz = x*y + sin(x)")
    #expect(
      try printed("f(t) = exp(t)^2; z = f(x) + f(x)")
        == "x = 1\nb = exp(x)^2\nz = b + b")
  }

  @Test func `operations are never evaluated in another order`() throws {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    let (s, c) = (try builder.node(.sin, [x]), try builder.node(.cos, [x]))
    let z = try builder.node(.subtract, [c, s])
    #expect(
      try ProgramPrinter.text(of: builder.graph, outputs: [z])
        == "x = 1\na = sin(x)\nb = cos(x)\nc = b - a")
  }

  @Test func `a node with several names has a line for each`() throws {
    #expect(try printed("x = 2; w = x; a = w^3; b = a") == "x = 1\nw = x\na = x^3\nb = a")
  }

  @Test func `outputs are named unless the last line is the only one`() throws {
    #expect(try printed("a = x^2; b = a + 1; output a") == "x = 1\na = x^2\nb = a + 1\noutput a")
    #expect(try printed("x*2; output x") == "x = 1\na = x*2\noutput x")
    #expect(try printed("-3") == "-3")
    #expect(
      try printed("k = constant(2); y = k*x; output y, k")
        == "x = 1\nk = constant(2)\ny = k*x\noutput y, k")
  }

  @Test(arguments: [
    ("fc1.weight", "fc1.weight"), ("layers.0.attn", "layers.0.attn"), ("0.bias", "'0.bias'"),
    ("layer 1.weight", "'layer 1.weight'"), ("it's", #"'it\'s'"#), (#"a\b"#, #"'a\\b'"#),
    ("sum", "'sum'"), ("output", "'output'"), ("π", "'π'"), ("π.θ", "π.θ"), ("W.T", "'W.T'"),
    ("a,b;c=[d]", "'a,b;c=[d]'"), ("\u{1B}[31m\n", #"'\u{1b}[31m\u{a}'"#), (" ", "' '"),
    ("a\u{202E}b", #"'a\u{202e}b'"#), ("y[0]", "'y[0]'"), (#"\u{41}"#, #"'\\u{41}'"#), ("e", "e"),
  ])
  func `a name is typed as it is or in quotes, and read as the same`(
    _ name: String, _ typed: String
  ) throws {
    var graph = Graph()
    let x = try graph.appendInput()
    graph.notes.name(x, name)
    let y = try graph.append(.exp, [x])
    graph.notes.name(y, name + "2")
    let text = try ProgramPrinter.text(of: graph, outputs: [y])
    #expect(text.hasPrefix(typed + " = 1\n"))
    #expect(name.spelledName == typed)
    #expect(name.quotedName.nameInQuotes == name)
    let program = try Program(text)
    #expect(program.inputs.map(\.name) == [name])
    #expect(program.graph.notes.names(of: program.output) == [name + "2"])
    #expect(program.notes.isEmpty || name == "e")
    let again = try ProgramPrinter.text(of: program.graph, outputs: program.outputs)
    #expect(again == text)
  }

  @Test(arguments: ["\u{0}", "\u{202E}", "'", "\\", " "])
  func `a name may be as long in quotes as without, however it is spelled`(_ letter: String) throws
  {
    let limit = SyntaxLimits().nameLength
    let name = String(repeating: letter, count: limit / letter.utf8.count)
    let tree = Parser.parse(SourceText(name.quotedName), functions: BuiltIn.names)
    #expect(tree.errors.isEmpty)
    let text = SyntaxPrinter.text(of: tree.tree)
    #expect(Parser.parse(SourceText(text), functions: BuiltIn.names).tree == tree.tree)
    let tooLong = Parser.parse(SourceText((name + letter).quotedName), functions: BuiltIn.names)
    #expect(tooLong.errors.reported.map(\.problem) == [.nameTooLong(limit: limit)])
  }

  @Test func `names that cannot be typed are changed`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    graph.notes.name(x, "inf")
    let y = try graph.append(.exp, [x])
    graph.notes.name(y, String(repeating: "a b", count: 100))
    let text = try ProgramPrinter.text(of: graph, outputs: [y])
    #expect(text.hasPrefix("inf_ = 1\na_ba_b"))
    #expect(GraphPicture(try Program(text)).lines.count == 2)
  }

  @Test func `a long chain has no expression too deep to read`() throws {
    let text = try printed(
      "y = " + String(repeating: "sin(", count: 20) + "x"
        + String(repeating: ")", count: 20))
    #expect(GraphPicture(try Program(text)).lines.count == 21)
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test func `an array without elements is refused`() throws {
    var graph = Graph()
    let x = try graph.appendInput(try #require(Shape([0])))
    #expect(throws: ProgramPrinter.Refusal.emptyArray(x)) {
      try ProgramPrinter.text(of: graph, outputs: [x])
    }
  }
}

extension GraphPicture {
  init(_ program: Program) {
    self.init(program.graph, outputs: program.outputs, values: program.inputTensors)
  }
}
