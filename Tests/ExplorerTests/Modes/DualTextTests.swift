import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Dual numbers as matrices of two rows.
@Suite struct DualTextTests {
  private func lines(
    _ node: String, of program: String, at values: String? = nil, columns: Int = 100
  ) throws -> [String] {
    var model = try ExplorerModel(
      Program(program, at: values), size: Size(width: columns, height: 24), mode: .forward)
    model.timeline.seek(to: .max)
    return try model.perform(DebuggerCommand.parse("dual \(node)")).answer.lines.map(\.text.plain)
  }

  @Test func `a product of numbers is a product of matrices`() throws {
    #expect(
      try lines("z", of: "z = x*y", at: "x=2,y=3") == [
        "z = x*y in matrices:", "[ 2  1 ] · [ 3  0 ] = [ 6  3 ]",
        "[ 0  2 ]   [ 0  3 ]   [ 0  6 ]",
      ])
  }

  @Test func `a function has its value on the diagonal and its slope beside it`() throws {
    #expect(
      try lines("z", of: "z = sin(x)", at: "x=2") == [
        "z = sin(x) in matrices:",
        "sin [ 2  1 ] = [ sin(x)  cos(x)·ẋ ] = [ 0.9093  -0.41615 ]",
        "    [ 0  2 ]   [      0    sin(x) ]   [      0    0.9093 ]",
      ])
  }

  @Test func `where it is narrow the parts stand one below another`() throws {
    let narrow = try lines("z", of: "z = tanh(x)", at: "x=0", columns: 40)
    #expect(narrow.count == 5)
    #expect(narrow.contains(" = [ tanh(x)  (1 - z²)·ẋ ]"))
  }

  @Test(arguments: [
    ("z = x + y", "[ 2  1 ] + [ 3  0 ] = [ 5  1 ]"),
    ("z = x - y", "[ 2  1 ] - [ 3  0 ] = [ -1   1 ]"),
    ("z = x/y", "[ 2  1 ] · [ 3  0 ]^-1 = [ 0.66667  0.33333 ]"),
    ("z = -x", "-[ 2  1 ] = [ -2  -1 ]"), ("z = x^2", "[ 2  1 ] · [ 2  1 ] = [ 4  4 ]"),
    ("z = x^y", "^ [ 2  1 ], [ 3  0 ] = [ 8  12 ]"),
    ("z = 3*x", "[ 3  0 ] · [ 2  1 ] = [ 6  3 ]"),
  ])
  func `each operation has its own form`(_ program: String, _ first: String) throws {
    let values = program.contains("y") ? "x=2,y=3" : "x=2"
    #expect(try lines("z", of: program, at: values)[1] == first)
  }

  @Test func `of a tensor it is one element, as broadcasting pairs it`() throws {
    let lines = try lines("z", of: "x = [1, 2]; y = [[10], [20]]; z = x*y")
    #expect(lines[0] == "z[0, 0] = x[0]*y[0, 0] in matrices:")
    #expect(lines[1] == "[ 1  1 ] · [ 10   0 ] = [ 10  10 ]")
  }

  @Test func `the element is the one that is looked at`() throws {
    var model = try ExplorerModel(
      Program("x = [1, 2]; z = tanh(x)"), size: Size(width: 120, height: 30), mode: .forward)
    try model.press("G Right Enter Down ':dual z' Enter")
    #expect(model.rows.contains { $0.contains("z[1] = tanh(x[1]) in matrices:") })
  }

  @Test func `what is made of several elements shows its result`() throws {
    let lines = try lines("z", of: "W = [[1, 2], [3, 4]]; x = [1, 1]; z = W @ x")
    #expect(lines == ["z[0] is W @ x, computed from several elements:", "[ 3  2 ]", "[ 0  3 ]"])
  }

  @Test func `without a tangent there is no matrix`() throws {
    var model = try ExplorerModel("z = x*y")
    #expect(throws: CommandFailure.self) { try model.perform(DebuggerCommand.parse("dual z")) }
    _ = try model.perform(DebuggerCommand.parse("set duals on"))
    try model.press("n n n")
    #expect(!model.rows.contains { $0.contains("in matrices") })
  }

  @Test func `stepping shows the matrices once a node has its tangent`() throws {
    var model = try ExplorerModel(
      Program("z = x*y", at: "x=2,y=3"), size: Size(width: 120, height: 30), mode: .both)
    try model.press("':set duals on' Enter s")
    #expect(!model.rows.contains { $0.contains("is given") })
    try model.press("s")
    #expect(model.rows.contains { $0.contains("x is given:") })
    try model.press("s s")
    #expect(!model.rows.contains { $0.contains("in matrices") })
    try model.press("s")
    #expect(model.rows.contains { $0.contains("[ 0  2 ]   [ 0  3 ]   [ 0  6 ]") })
    try model.press("s")
    #expect(!model.rows.contains { $0.contains("in matrices") })
  }
}
