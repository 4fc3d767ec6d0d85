import Autodiff
import Testing

@testable import Formula

@Suite struct ProgramTextTests {
  @Test(arguments: [
    ("x = 2 # two\n\ny = f(\n  x)", "x = 2; y = f( x)"),
    ("for i in 0..<2:\n  y = x # why\nz = 1", "for i in 0..<2:↵  y = x↵z = 1"),
    ("f(t) =\n  t^2\nz = f(x)", "f(t) =↵  t^2↵z = f(x)"),
    ("x = 1; for i in 0..<2: x = x*x\nz = x", "x = 1; for i in 0..<2: x = x*x↵z = x"),
  ])
  func `a program becomes one line`(_ text: String, _ line: String) {
    #expect(text.asOneLine == line)
  }

  @Test func `a program of blocks in one line is read as the program that it was`() throws {
    let text = "f(t) =\n  u = t^2\n  u + 1\nx = 2\nfor i in 0..<3:\n  x = f(x)\nz = x"
    let program = try Program(text)
    let line = try Program(text.asOneLine)
    #expect(line.graph.hasSameNodes(as: program.graph))
    #expect(try program.replacingText(with: text.asOneLine).text == text)
  }
}
