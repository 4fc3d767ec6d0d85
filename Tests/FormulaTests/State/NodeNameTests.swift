import Autodiff
import Testing

@testable import Formula
@testable import Syntax

/// Names that other programs give, wherever one types them.
@Suite struct NodeNameTests {
  static let names = [
    "fc1.weight", "layers.0.attn", "0.weight", "layer 1", "sum", "adj", "output", "pi", "it's",
    "conv/kernel:0", "Θ.β", "a,b", "W.T", "inf",
  ]

  private func program(
    _ name: String, at: String? = nil, output: String? = nil, wrt: String? = nil
  ) throws -> Program {
    try Program(
      json: Array(json(name).utf8), origin: "test", at: at, output: output, wrt: wrt)
  }

  private func json(_ name: String) -> String {
    """
    {"version": 1, "nodes": [{"operation": "input", "name": \(quoted(name)), "value": [1, 2]},
    {"operation": "square", "name": \(quoted(name + "2")), "operands": [0]},
    {"operation": "sum", "name": "loss", "operands": [1]}]}
    """
  }

  private func quoted(_ name: String) -> String { "\"\(name)\"" }

  @Test(arguments: names)
  func `options take a name as it is typed`(_ name: String) throws {
    let typed = name.spelledName == name && name != "inf" ? name : name.quotedName
    #expect(try program(name, at: "\(typed)=[3, 4]").inputs.first?.values == [3, 4])
    #expect(try program(name, wrt: "\(typed)[1]").directions.map(\.tangent) == [[0, 1]])
    let outputs = try program(name, output: "\(typed), \(typed)[1], loss").outputs
    #expect(outputs.map(\.index) == [0, 3, 2])
    #expect(try program(name).setting(name, to: "[5, 6]").inputs.first?.values == [5, 6])
  }

  @Test(arguments: names)
  func `expressions take a name as it is typed`(_ name: String) throws {
    let scope = StateScope(try program(name))
    let typed = name == "inf" ? name.quotedName : name.spelledName
    for text in ["adj(\(typed))[0] * 2", "\(typed)[1]", "tangent(\(name.quotedName))"] {
      #expect(try StateExpression(text, in: scope).references.map(\.node.index) == [0])
    }
    #expect(scope.node(named: name)?.index == 0)
    #expect(scope.node(named: name.quotedName)?.index == 0)
  }

  @Test(arguments: [
    ("fc1.weigt", "fc1.weight", "did you mean 'fc1.weight'?"),
    ("layer", "layer 1", "did you mean 'layer 1'?"),
    ("adj(it)", "it's", #"did you mean 'it\'s'?"#),
    ("sum + 1", "sum", "the node of that name is typed in quotes, 'sum'"),
  ])
  func `the advice is something that can be typed`(
    _ text: String, _ name: String, _ advice: String
  ) throws {
    let scope = StateScope(try program(name))
    do throws(FormulaFailure) {
      _ = try StateExpression(text, in: scope)
      Issue.record("accepted")
    } catch {
      #expect(error.report.split(separator: "\n").first?.hasSuffix(advice) == true)
    }
  }

  @Test(arguments: [
    ("layer 1", "layer 1=[3, 4]", "--at:1:1: this name is typed with quotes, 'layer 1'"),
    ("0.weight", "0.weight = 2", "--at:1:1: this name is typed with quotes, '0.weight'"),
    ("sum", "sum=[1, 2]", "--at:1:1: this name is typed with quotes, 'sum'"),
    ("x", "layer 1=3", "an operator is missing; for a product type layer*1"),
  ])
  func `an option says how a name is typed`(
    _ name: String, _ at: String, _ advice: String
  ) throws {
    do throws(FormulaFailure) {
      _ = try Program(json: Array(json(name).utf8), origin: "test", at: at)
      Issue.record("accepted")
    } catch {
      #expect(error.report.split(separator: "\n").first?.hasSuffix(advice) == true)
    }
    #expect(throws: FormulaFailure.self) { try program(name, wrt: "\(name) 1") }
  }

  @Test(arguments: names)
  func `a graph's program has the same names`(_ name: String) throws {
    let program = try program(name)
    let again = try Program(program.text)
    let expected = name == "inf" ? "inf_" : name
    #expect(again.inputs.map(\.name) == [expected])
    #expect(again.text == program.text)
    #expect(again.notes.isEmpty || name == "pi")
  }

  @Test func `a name without a character is refused`() {
    #expect(throws: FormulaFailure.self) { try program("") }
  }
}
