import Autodiff
import Formula
import Testing

/// Expressions over the state at the end of a program's timeline.
@Suite struct StateExpressionTests {
  private static let product = "x = 2; y = 3; a = x*y; z = a + sin(x)"

  /// The elements that an expression gives at the end.
  private func value(
    of text: String, in program: String = product
  ) throws -> [Double]? {
    let program = try Program(program)
    var timeline = try program.timeline()
    timeline.seek(to: .max)
    var expression = try StateExpression(text, in: StateScope(program))
    let outcome = expression.value { reference in
      switch reference.quantity {
      case .value: timeline.value(of: reference.node)
      case .adjoint: timeline.adjoint(of: reference.node)
      case .partial(let operand):
        timeline.graph.operands(of: reference.node).firstIndex(of: operand)
          .flatMap { timeline.partial(of: reference.node, operand: $0) }
          .map { Tensor($0) }
      case .tangent: nil
      }
    }
    guard case .number(let number) = outcome else { return nil }
    return number.elements
  }

  @Test(arguments: [
    ("x", 2.0), ("val(x)", 2), ("adj(a)", 1), ("adj(y) * y", 6), ("|adj(y) - 3| + 2^3", 9),
    ("partial(a, x)", 3), ("adj(x) == partial(a, x) + cos(x)", 1), ("x > y", 0),
    ("adj(y) > 1e3", 0), ("2 + 3", 5), ("pi", Double.pi), ("where(adj(y) > 1, 7, 8)", 7),
    ("exp(a - a) + max(x, y)", 4),
  ])
  func `an expression is computed from values, adjoints and partials`(
    _ text: String, _ expected: Double
  ) throws {
    #expect(try value(of: text) == [expected])
  }

  @Test(arguments: [
    ("grad(x^2*y, x)", 12.0), ("grad(x*a, a)", 2), ("grad(y*sin(x), y)", 0.9092974268256817),
  ])
  func `a derivative is one of the expression itself`(_ text: String, _ expected: Double) throws {
    #expect(try value(of: text) == [expected])
  }

  @Test(arguments: ["grad(z, x)", "grad(x*a, x)", "grad(adj(y)*x, x)", "grad(val(a), y)"])
  func `a derivative of a number of the state is refused`(_ text: String) throws {
    let program = try Program(Self.product)
    do {
      _ = try StateExpression(text, in: StateScope(program))
      Issue.record("\(text) was taken")
    } catch {
      let report = error.report
      #expect(report.contains("is only its number here"), "\(report)")
      #expect(report.contains("type adj("), "\(report)")
    }
  }

  @Test func `a derivative by what is taken apart without end is refused`() throws {
    let scope = StateScope(try Program("x = [1, 2]; z = sum(x)"))
    let text = "grad(z, x" + String(repeating: "[0]", count: 100_000) + ")"
    #expect(throws: (any Error).self) { try StateExpression(text, in: scope) }
  }

  @Test func `arrays can be taken apart and reduced`() throws {
    let program = "W = [[1, 2], [3, 4]]; k = 1; z = sum(W^2)"
    #expect(try value(of: "adj(W)", in: program) == [2, 4, 6, 8])
    #expect(try value(of: "adj(W)[0, 1]", in: program) == [4])
    #expect(try value(of: "sum(adj(W) * W)", in: program) == [60])
    #expect(try value(of: "adj(W)[k]", in: program + "; output z") == [6, 8])
  }

  @Test func `a name of the program hides a number's name`() throws {
    #expect(try value(of: "e", in: "e = 5; z = e*2") == [5])
  }

  @Test func `a number that is not there yet is told`() throws {
    let program = try Program(Self.product)
    let scope = StateScope(program)
    var expression = try StateExpression("x + adj(y)", in: scope)
    let outcome = expression.value { $0.quantity == .adjoint ? nil : Tensor(2) }
    let y = try #require(scope.node(named: "y"))
    #expect(outcome == .missing(StateReference(.adjoint, of: y)))
    #expect(scope.spelling(of: StateReference(.adjoint, of: y)) == "adj(y)")
  }

  @Test(arguments: [
    ("", "break:1:1: an expression is missing; type one such as adj(x)*x\n\n  ^"),
    (
      "adj(q) > 1",
      "break:1:5: no node is called 'q'\n  adj(q) > 1\n      ^"
    ),
    (
      "alpah + 1",
      "break:1:1: no node is called 'alpah'; did you mean 'alpha'?\n  alpah + 1\n  ^^^^^"
    ),
    (
      "adj(x+1)",
      """
      break:1:5: 'adj' takes the name of a node; type adj(x), or adj(x)[0] for an element
        adj(x+1)
            ^^^
      """
    ),
    (
      "partial(z, y)",
      "break:1:12: 'y' is not an operand of 'z'; it has a, c\n  partial(z, y)\n             ^"
    ),
    (
      "x = 3",
      """
      break:1:1: type a single expression here; a comparison is typed '=='
        x = 3
        ^^^^^
      """
    ),
    ("x +", "break:1:3: a value is missing after '+'; type a number or a name\n  x +\n    ^"),
    (
      "[1, 2][adj(x)]",
      "break:1:8: an index must be known before the program runs; type a number or the name of an input\n  [1, 2][adj(x)]\n         ^^^^^^"
    ),
  ])
  func `what is wrong is told with a caret`(_ text: String, _ report: String) throws {
    let program = try Program("alpha = 1; " + Self.product + "*alpha")
    let failure = #expect(throws: FormulaFailure.self) {
      try StateExpression(text, origin: "break", in: StateScope(program))
    }
    #expect(failure?.report == report)
  }
}
