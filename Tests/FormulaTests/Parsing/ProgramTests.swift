import Basics
import Testing

@testable import Formula
@testable import Syntax

@Suite struct ProgramTests {
  /// The program as it is printed, which says all that was read.
  private func printed(_ text: String) -> String {
    let parsed = Parser.parse(SourceText(text), functions: knownFunctions)
    return parsed.errors.isEmpty ? SyntaxPrinter.text(of: parsed.tree) : "\(parsed.errors)"
  }

  @Test func `every form of the language is read`() {
    let program = """
      # comments run to the end of the line
      x = 2                        # an input
      W = [[1, 2], [3, 4]]
      phi(t) = tanh(t)
      h = phi(W @ [x, 1])
      z = sum(h, axis=0) + x * y; part = W[0, :] + W[-1, 1:] + W[:2, 0:1]
      output z, part
      """
    #expect(
      printed(program) == """
        x = 2
        W = [[1, 2], [3, 4]]
        phi(t) = tanh(t)
        h = phi(W @ [x, 1])
        z = sum(h, axis=0) + x*y
        part = W[0, :] + W[-1, 1:] + W[:2, 0:1]
        output z, part
        """)
  }

  @Test(arguments: [
    ("x*y+sin(x)", "x*y + sin(x)"), ("logsumexp(f)-f[y]", "logsumexp(f) - f[y]"),
    ("1_000*x", "1000*x"), ("1e-05", "1e-5"), ("2*π", "2*pi"), ("π = 3", "pi = 3"),
    ("((x))", "x"), ("[1, 2,]", "[1, 2]"), ("f(x,)", "f(x)"), ("f()", "f()"),
    ("a;;b;", "a\nb"), ("a <b", "a < b"), ("([1, 2])[0]", "([1, 2])[0]"),
    ("[1, 2][0]", "([1, 2])[0]"),
    ("output  a", "output a"), ("f(t)=t;g(t)=f(t)", "f(t) = t\ng(t) = f(t)"),
    ("a - (b - c)", "a - (b - c)"), ("(a - b) - c", "a - b - c"), ("(2^x)^y", "(2^x)^y"),
    ("2^(x^y)", "2^x^y"), ("(-x)^2", "(-x)^2"), ("-(x^2)", "-x^2"), ("-(x*y)", "-(x*y)"),
    ("x*(y/z)", "x*(y/z)"), ("2^(-x)", "2^-x"), ("(a+b)[0]", "(a + b)[0]"), ("√x", "sqrt(x)"),
    ("for i in 0..<n: y = y*y; z = y", "for i in 0..<n:\n  y = y*y\n  z = y"),
    (
      "x = 2; for i in 1..3: for j in i..3: y = i",
      "x = 2\nfor i in 1..3:\n  for j in i..3:\n    y = i"
    ),
    ("if x > 0: y = 1; else: y = 2", "if x > 0:\n  y = 1\nelse:\n  y = 2"),
    ("if a: b\nelse if c: d\nelse: e", "if a:\n  b\nelse if c:\n  d\nelse:\n  e"),
    ("if a:\n  b\nelse:\n  if c: d\n  e", "if a:\n  b\nelse:\n  if c:\n    d\n  e"),
    ("if a:\n  if b: c\nelse: d", "if a:\n  if b:\n    c\nelse:\n  d"),
    ("f(x) =\n\n # why\n    y = x\n    y^2\nz", "f(x) =\n  y = x\n  y^2\nz"),
    ("data y = [1, 0]", "data y = [1, 0]"), ("[x;1]", "[x; 1]"), ("[[x;1][0]]", "[[x; 1][0]]"),
    ("x[[0,2,0]]", "x[[0, 2, 0]]"), ("for = 2; if - 3; data*2", "for = 2\nif - 3\ndata*2"),
    ("return - x", "return - x"),
  ])
  func `a program is spelled one way`(_ text: String, _ expected: String) {
    #expect(printed(text) == expected)
  }

  @Test func `inside brackets a line goes on`() {
    #expect(
      printed("W = [[1, 2],  # first row\r\n\n  [3,\n 4]]\ny = f(\nx\n,\naxis\n=\n0)")
        == "W = [[1, 2], [3, 4]]\ny = f(x, axis=0)")
  }

  @Test func `each node knows where it stands, without brackets around it`() {
    let source = SourceText("y = (a + b)*f(c[0, 1:]) - |d|²")
    let tree = Parser.parse(source).tree
    #expect(
      tree.nodes.map { source.text(in: $0.span) } == [
        "a", "b", "a + b", "c", "0", "1", "1:", "c[0, 1:]", "f(c[0, 1:])", "(a + b)*f(c[0, 1:])",
        "d", "|d|", "²", "|d|²", "(a + b)*f(c[0, 1:]) - |d|²",
      ])
  }

  @Test func `the nodes of a statement stand side by side, the whole last`() throws {
    let tree = Parser.parse(SourceText("f(t) = t + 1; x = sum(y, axis=0); f(x); output x")).tree
    #expect(tree.statements.map(\.nodes) == [0..<3, 3..<7, 7..<9, 9..<9])
    guard case .binding(let place, let value) = tree.statements[1].kind else {
      Issue.record("not a binding")
      return
    }
    #expect(tree[place.name] == "x")
    #expect(value.index == 6)
  }

  @Test func `a refused statement keeps its name, so that uses of it are not refused`() throws {
    let parsed = Parser.parse(SourceText("f(t) = 2t; x = * 3; y = f(x); sin x"), functions: ["sin"])
    #expect(parsed.errors.count == 3)
    let names = parsed.tree.statements.map { statement -> String? in
      guard case .broken(let place) = statement.kind else { return "whole" }
      return place.map { parsed.tree[$0.name] }
    }
    #expect(names == ["f", "x", "whole", nil])
  }
}
