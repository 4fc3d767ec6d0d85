import Autodiff
import Formula
import Presentation
import Syntax
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Each adjoint's statement beside that of the value.
@Suite struct AugmentedProgramTests {
  private func answer(of program: String, columns: Int = 120) throws -> Answer {
    var model = try ExplorerModel(program, size: Size(width: columns, height: 30))
    return try model.perform(DebuggerCommand.parse("augmented")).answer
  }

  private func lines(of program: String, columns: Int = 120) throws -> [String] {
    try answer(of: program, columns: columns).lines.map(\.text.plain)
  }

  @Test func `every node of the first example has its adjoint beside it`() throws {
    let lines = try lines(of: "x = 2; y = 3; z = x*y + sin(x)")
    #expect(
      lines == [
        "values ↓     adjoints ↑",
        "x          │ gx = cos(x)*gb + y*ga",
        "y          │ gy = x*ga",
        "a = x*y    │ ga = gz",
        "b = sin(x) │ gb = gz",
        "z = a + b  │ gz = 1",
      ])
  }

  @Test func `where it is narrow an adjoint stands below its node`() throws {
    let lines = try lines(of: "x = 2; y = 3; z = x*y + sin(x)", columns: 44)
    #expect(
      lines.prefix(3) == ["values ↓; adjoints ↑", "x", "  gx = cos(x)*gb + y*ga"])
  }

  @Test func `what is used twice and has no name is not said twice`() throws {
    let lines = try lines(of: #require(Example.named("four-equations")).text)
    #expect(!lines.contains { $0.contains("computed once") })
    #expect(lines.contains { $0.hasPrefix("g = a2 - y ") && $0.hasSuffix("│ gg = 2*g*gh") })
  }

  @Test func `data and what the output does not depend on have none`() throws {
    let lines = try lines(of: "x = 2; w = x^2; z = 3*x; output z")
    #expect(lines.contains { $0.hasPrefix("w = x^2 ") && $0.hasSuffix("│ ⋅") })
  }

  /// The backward statements, run from below to above, give the adjoints of the sweep.
  @Test(arguments: Example.all.filter { $0.name != "descent-inside" })
  func `run upward they give the adjoints of the sweep`(_ example: Example) throws {
    let program = try Program(example.text)
    let statements = try DerivativeProgram.backwardStatements(of: program)
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    for input in inputs where statements.byNode[input] == nil {
      Issue.record("\(example.name): an input without an adjoint")
    }
    var timeline = try program.timeline(mode: .reverse)
    timeline.seek(to: timeline.count)
    let again = try Program(DerivativeProgram.adjointSteps(of: program))
    var evaluation = try again.evaluation()
    evaluation.forward()
    for (input, output) in zip(inputs, again.outputs) {
      let expected = timeline.adjoint(of: input).elements
      let found = evaluation.value(of: output).elements
      #expect(expected.count == found.count)
      for (one, other) in zip(expected, found) {
        #expect(abs(one - other) <= 1e-12 * max(1, abs(one)), "\(example.name)")
      }
      // What is shown at the input is the statement that computes it.
      let name = again.graph.notes.names(of: output)
      let statement = statements.byNode[input] ?? ""
      #expect(name.contains { statement.hasPrefix("\($0) = ") }, "\(name): \(statement)")
    }
  }
}
