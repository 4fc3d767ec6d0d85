import Basics
import Testing

@testable import Formula
@testable import Syntax

@Suite struct PrecedenceTests {
  /// The expression with brackets around every operation.
  private func bracketed(_ text: String) throws -> String {
    let parsed = Parser.parse(SourceText(text))
    #expect(parsed.errors.isEmpty, "\(parsed.errors)")
    guard case .expression(let root) = try #require(parsed.tree.statements.first).kind else {
      return "not an expression"
    }
    return bracketed(root, in: parsed.tree)
  }

  private func bracketed(_ node: SyntaxID, in tree: SyntaxTree) -> String {
    let parts = tree.parts(of: node).map { bracketed($0, in: tree) }
    switch tree[node].kind {
    case .negate: return "(-\(parts[0]))"
    case .binary(let operation, _, _): return "(\(parts[0])\(operation.symbol)\(parts[1]))"
    case .call(let name, _): return "\(tree[name])(\(parts.joined(separator: ",")))"
    case .index: return "\(parts[0])[\(parts.dropFirst().joined(separator: ","))]"
    default: return SyntaxPrinter.text(of: node, in: tree)
    }
  }

  @Test(arguments: [
    ("a + b*c", "(a+(b*c))"), ("a*b + c", "((a*b)+c)"), ("a - b - c", "((a-b)-c)"),
    ("a - (b - c)", "(a-(b-c))"), ("a/b/c", "((a/b)/c)"), ("a/b*c", "((a/b)*c)"),
    ("a @ b*c", "((a@b)*c)"), ("a*b @ c", "((a*b)@c)"), ("a^b^c", "(a^(b^c))"),
    ("(a^b)^c", "((a^b)^c)"), ("a**b**c", "(a^(b^c))"), ("-x^2", "(-(x^2))"),
    ("(-x)^2", "((-x)^2)"), ("2^-x", "(2^(-x))"), ("2^-x^y", "(2^(-(x^y)))"),
    ("2^-x*y", "((2^(-x))*y)"), ("-a*b", "((-a)*b)"), ("a*-b", "(a*(-b))"), ("a - -b", "(a-(-b))"),
    ("--a", "(-(-a))"), ("-+a", "(-a)"), ("+a + +b", "(a+b)"), ("-a[0]", "(-a[0])"),
    ("a[0]^2", "(a[0]^2)"), ("-f(x)^2", "(-(f(x)^2))"), ("a + b < c*d", "((a+b)<(c*d))"),
    ("(a < b) == c", "((a<b)==c)"), ("x²", "(x^2)"), ("-x²", "(-(x^2))"), ("2^x²", "(2^(x^2))"),
    ("x²^y", "((x^2)^y)"), ("x⁻¹*y", "((x^(-1))*y)"), ("√x + 1", "(sqrt(x)+1)"),
    ("√x^2", "sqrt((x^2))"), ("√x²", "sqrt((x^2))"), ("√-x", "sqrt((-x))"), ("√x*y", "(sqrt(x)*y)"),
    ("2*√(x + 1)", "(2*sqrt((x+1)))"), ("Wᵀ @ x", "(transpose(W)@x)"), ("|x|", "abs(x)"),
    ("|x|*|y|", "(abs(x)*abs(y))"), ("||x| - 1|", "abs((abs(x)-1))"), ("|x|^2", "(abs(x)^2)"),
    ("|-x|", "abs((-x))"), ("|f(|x|, y)|", "abs(f(abs(x),y))"), ("2*|x|", "(2*abs(x))"),
    ("| x | + | y |", "(abs(x)+abs(y))"), ("f (x)", "f(x)"), ("f(g(x))[0]", "f(g(x))[0]"),
  ])
  func `operators bind as in Python`(_ text: String, _ expected: String) throws {
    #expect(try bracketed(text) == expected)
  }
}
