import Autodiff
import Syntax
import Testing

@testable import Formula

@Suite struct GraphReaderTests {
  private func program(
    _ nodes: String, rest: String = "", at: String? = nil, output: String? = nil, wrt: String? = nil
  ) throws(FormulaFailure) -> Program {
    let text = "{\"version\": 1\(rest), \"nodes\": [\n\(nodes)\n]}"
    return try Program(json: Array(text.utf8), origin: "g.json", at: at, output: output, wrt: wrt)
  }

  private func report(_ nodes: String, rest: String = "", at: String? = nil) -> [String] {
    do {
      _ = try program(nodes, rest: rest, at: at)
      return ["accepted"]
    } catch {
      return error.report.split(separator: "\n").map(String.init).filter { $0.contains(":") }
        .filter { !$0.hasPrefix("  ") }
    }
  }

  private static let product = """
    {"name": "x", "operation": "input", "value": 2},
    {"name": "y", "operation": "input", "value": 3},
    {"name": "z", "operation": "multiply", "operands": [0, 1]}
    """

  @Test func `a graph opens like a formula`() throws {
    let program = try program(Self.product, at: "y=5", wrt: "y")
    #expect(program.drawing == "x\ny\nz = multiply x y")
    #expect(try Run(program).result == [10])
    #expect(try Run(program).adjoint("x") == [5])
    #expect(program.text == "x = 2\ny = 5\nz = x*y")
    #expect(program.directions.map(\.tangent) == [[1]])
    #expect(try Run(program.setting("x", to: "7")).result == [35])
    #expect(try Run(program.replacingText(with: "z = x + y")).result == [7])
    #expect(try self.program(Self.product, output: "x").outputs.map(\.index) == [0])
  }

  @Test func `inputs go to the front, with what refers to them`() throws {
    let program = try program(
      """
      {"operation": "constant", "value": [1, 2]},
      {"operation": "multiply", "operands": [0, 3]},
      {"operation": "sum", "operands": [1]},
      {"name": "late", "operation": "input", "shape": [2]}
      """, rest: ", \"outputs\": [2]")
    #expect(program.drawing == "late [2]\na = multiply [1, 2] late [2]\nb = sum a")
    #expect(try Run(program).result == [3])
  }

  @Test func `a node says where it was recorded`() throws {
    let program = try program(
      """
      {"name": "x", "operation": "input", "value": 2, "dtype": "float16"},
      {"operation": "square", "operands": [0], "original": "aten::pow",
       "source": {"file": "src/model.py", "line": 12}}
      """)
    let notes = program.graph.notes
    let records = program.graph.nodes.map { notes.recorded(of: $0) }
    #expect(records.first == RecordedNode(type: .float16))
    #expect(
      records.last
        == RecordedNode(
          line: SourceLine(file: "src/model.py", number: 12), operation: "aten::pow"))
    #expect(records.last??.line?.description == "model.py:12")
  }

  @Test(arguments: [
    ("\"dtype\": \"float12\"", "no numbers are called 'float12'"),
    ("\"dtype\": 16", "the field 'dtype' is 16; type a string"),
    ("\"source\": \"model.py:12\"", "the field 'source' is a string; type an object"),
    ("\"source\": {\"file\": \"a.py\"}", "the field 'source' is an object; type an object"),
    ("\"source\": {\"file\": \"a.py\", \"line\": -1}", "the field 'line' is -1; type a line"),
  ])
  func `a wrong record is refused`(_ field: String, _ message: String) {
    let report = report("{\"name\": \"x\", \"operation\": \"input\", \(field)}")
    #expect(report.count == 1 && report.first?.contains(message) == true, "\(report)")
  }

  @Test func `what another program expects is kept until a value changes`() throws {
    let nodes = """
      {"name": "x", "operation": "input", "value": 2, "expected": {"adjoint": 4}},
      {"name": "y", "operation": "square", "operands": [0], "expected": {"value": 4, "adjoint": 1}}
      """
    let program = try program(nodes)
    #expect(program.expected?.nodes.count == 2)
    #expect(try self.program(nodes, at: "x=3").expected == nil)
    #expect(try program.setting("x", to: "3").expected == nil)
  }

  @Test(arguments: [
    (
      "{\"name\": \"x\", \"operation\": \"inptu\"}",
      ["2:28: no operation is called 'inptu'; did you mean 'input'?"]
    ),
    (
      "{\"name\": \"x\"}",
      ["2:1: the field 'operation' is missing; type \"operation\": \"multiply\""]
    ),
    ("{\"operation\": \"input\"}", ["2:1: an input needs a name; type \"name\": \"x\""]),
    (
      "3",
      [
        "2:1: the field 'nodes' is 3; "
          + "type objects such as {\"operation\": \"sin\", \"operands\": [0]}"
      ]
    ),
    (
      "{\"operation\": \"constant\"}", ["2:1: the field 'value' is missing; type \"value\": 2"]
    ),
    (
      "{\"operation\": \"constant\", \"value\": [[1, 2], [3]]}",
      ["2:45: the rows of an array must have equal lengths and contain only numbers"]
    ),
    (
      "{\"operation\": \"constant\", \"value\": [1, \"two\"]}",
      ["2:40: the rows of an array must have equal lengths and contain only numbers"]
    ),
    (
      "{\"operation\": \"constant\", \"shape\": [3], \"value\": [1, 2]}",
      ["2:50: the shape is 3, not 2; leave the field out, or fix the operands"]
    ),
    (
      "{\"operation\": \"sin\", \"operands\": [0]}",
      ["2:35: there is no node 0 before this one; operands must come before their consumers"]
    ),
    (
      "{\"operation\": \"sin\", \"operands\": [0.5]}",
      ["2:35: the field 'operands' is 0.5; type indices of nodes, such as [0, 1]"]
    ),
    (
      "{\"operation\": \"constant\", \"value\": 1, \"index\": 4}",
      ["2:48: nodes are numbered from 0 in order; this one is 0"]
    ),
    (
      """
      {"operation": "constant", "value": [1, 2]},
      {"operation": "constant", "value": [1, 2, 3]},
      {"operation": "add", "operands": [0, 1]},
      {"operation": "sin", "operands": [2]},
      {"operation": "add", "operands": [1]},
      {"operation": "sum", "operands": [0], "attributes": [3]},
      {"operation": "sum", "operands": [0], "shape": [2]},
      {"operation": "sin", "operands": [0], "attributes": [0]}
      """,
      [
        "4:15: +: 2 and 3 cannot be broadcast together",
        "6:15: + takes 2 operands, not 1", "7:15: sum: 2 has no axis 3",
        "8:48: the shape is scalar, not 2; leave the field out, or fix the operands",
        "9:53: this operation has no attributes; leave the field out",
      ]
    ),
    (
      "{\"name\": \"x\", \"operation\": \"input\", \"shape\": [5000000]}",
      ["2:1: an array of 5000000 is too large; the limit is 4194304 elements"]
    ),
    (
      "{\"name\": \"x\", \"operation\": \"input\", \"shape\": [-1]}",
      ["2:46: this is not a shape; type the length of each axis, such as [2, 3]"]
    ),
  ])
  func `what is wrong is told with its place and its cure`(_ nodes: String, _ expected: [String]) {
    #expect(report(nodes) == expected.map { "g.json:\($0)" })
  }

  @Test(arguments: [
    (", \"outputs\": [3]", "g.json:1:28: there is no node 3; outputs are indices of nodes"),
    (", \"outputs\": [\"w\"]", "g.json:1:28: there is no node 'w'; outputs are indices of nodes"),
    (
      ", \"groups\": [{\"name\": \"f\", \"parent\": 0}]",
      "g.json:1:51: the field 'parent' is 0; type the index of a group before this one"
    ),
  ])
  func `outputs and groups are checked`(_ rest: String, _ expected: String) {
    #expect(report(Self.product, rest: rest) == [expected])
  }

  @Test(arguments: [
    ("[]", "a graph is an object with \"version\" and \"nodes\", not an array"),
    ("{}", "the field 'version' is missing; type \"version\": 1"),
    ("{\"version\": 2}", "version 2 is not supported; graphs have \"version\": 1"),
    ("{\"version\": 1}", "the field 'nodes' is missing; type \"nodes\": [...]"),
    ("{\"version\": 1, \"nodes\": []}", "the graph has no nodes; add one"),
  ])
  func `a text that is no graph is refused`(_ text: String, _ expected: String) {
    #expect(throws: FormulaFailure.self) { try Program(json: Array(text.utf8), origin: "g") }
    do {
      _ = try Program(json: Array(text.utf8), origin: "g")
    } catch {
      #expect(error.errors.map(\.problem.message) == [expected])
    }
  }
}
