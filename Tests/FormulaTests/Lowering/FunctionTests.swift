import Autodiff
import Basics
import Syntax
import TestSupport
import Testing

@testable import Formula

@Suite struct FunctionTests {
  private func value(_ text: String, at: String? = nil) throws -> [Double] {
    let program = try Program(text, at: at)
    var evaluation = try program.evaluation()
    evaluation.forward()
    return evaluation.value(of: program.output).elements
  }

  private func adjoint(_ text: String, at: String? = nil) throws -> [Double] {
    let program = try Program(text, at: at)
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    return evaluation.adjoint(of: program.inputs[0].node).elements
  }

  /// Where frameworks have a convention: the derivative by the first input.
  @Test(arguments: [
    ("norm(x)", "x=[0,0]", [0.0, 0]), ("std(x)", "x=[2,2]", [0, 0]), ("sign(x)", "x=0", [0]),
    ("floor(x)", "x=1", [0]), ("round(x)", "x=0.5", [0]), ("clamp(x, 0, 1)", "x=0", [1]),
    ("clamp(x, 0, 1)", "x=1", [1]), ("clamp(x, 0, 1)", "x=2", [0]), ("elu(x)", "x=0", [1]),
    ("sum(sort(x)*[1, 10])", "x=[3,3]", [1, 10]), ("max(x)", "x=[3,3]", [0.5, 0.5]),
    ("min(x)", "x=[3,3]", [0.5, 0.5]), ("prod(x)", "x=[0,2,3]", [6, 0, 0]),
    ("prod(x)", "x=[0,0,3]", [0, 0, 0]),
    ("prod(x)", "x=[1e200,1e200,1e-300]", [1e-100, 1e-100, .infinity]),
    ("x*detach(x)", "x=3", [3]), ("x[argmax(x)]", "x=[1,5,5]", [0, 1, 0]),
  ])
  func `corners are as the frameworks have them`(
    _ formula: String, _ at: String, _ expected: [Double]
  ) throws {
    let found = try adjoint("z = \(formula)", at: at)
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) <= 1e-15 * abs(expected) || found == expected)
    }
  }

  @Test(arguments: [
    ("sum(A, axis=[0, 2])", [14.0, 22]), ("max(A, axis=[-1, -2])", [4, 8]),
    ("mean(A, axis=[0, 1, 2])", [4.5]), ("min(A, axis=0)", [1, 2, 3, 4]),
    ("prod(A, axis=[1, 2])", [24, 1680]), ("var(A, axis=2)", [0.25, 0.25, 0.25, 0.25]),
    ("argmax(A, axis=1)", [1, 1, 1, 1]), ("norm(A[0], axis=1, keepdims=1)[0]", [2.23606797749979]),
  ])
  func `reductions take one axis, several, or those from the end`(
    _ formula: String, _ expected: [Double]
  ) throws {
    let found = try value("A = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; z = \(formula)")
    #expect(found == expected)
  }

  @Test(arguments: [
    ("sum(A, axis=0, keepdims=1)", [1, 2, 3]), ("max(A, axis=[0, 2], keepdims=1)", [1, 2, 1]),
    ("mean(A, keepdims=1)", [1, 1, 1]), ("std(A, axis=-1, keepdims=1)", [2, 2, 1]),
    ("sum(A, axis=1)", [2, 3]), ("A[[0, 0, 1], 1]", [3, 3]), ("A[:, [1]]", [2, 1, 3]),
    ("onehot([0, 2], 3)*1", [2, 3]),
  ])
  func `shapes are those that were asked for`(_ formula: String, _ extents: [Int]) throws {
    let program = try Program(
      "A = [[[1, 2, 3], [3, 4, 5]], [[5, 6, 7], [7, 8, 9]]]; z = \(formula)")
    #expect(program.graph.shape(of: program.output).extents == extents)
  }

  @Test func `a program's own functions and names stand in place of the later built-in ones`()
    throws
  {
    let own = try Program("norm(t) = 2*t; z = norm(x)", at: "x=3")
    #expect(
      own.notes.map(\.message) == [
        "'norm' is the program's own function here, not the built-in one"
      ])
    #expect(try value("norm(t) = 2*t; z = norm(x)", at: "x=3") == [6])
    #expect(try value("var = var(x); z = var + 1", at: "x=[1,3]") == [2])
    #expect(try value("f(std) = std + 1; z = f(2)") == [3])
    #expect(try value("σ(t) = t; z = σ(2)") == [2])
    #expect(try value("z = σ(0)") == [0.5])
  }

  @Test func `a derivative within a program is one of its values`() throws {
    #expect(try value("x = 3; z = grad(x^3, x)") == [27])
    #expect(try value("x = 3; z = grad(grad(x^3, x), x)") == [18])
    #expect(try value("x = [1, 2]; z = grad(sum(x^2), x)") == [2, 4])
    #expect(try value("x = 2; y = 3*x; z = grad(y^2, y)") == [12])
    // What is known while the derivative is built has no shape of its own.
    #expect(try value("x = [1, 2]; z = grad(3*sum(x), x)") == [3, 3])
    #expect(try value("x = [1, 2]; z = grad(sum(x)*3, x)") == [3, 3])
    #expect(try value("x = [[1, 2], [3, 4]]; z = grad(-2*sum(x, axis=1)[0], x)") == [-2, -2, 0, 0])
    #expect(try value("x = 2; y = 5; z = grad(3*sum([x; y]), x)") == [3])
    #expect(try value("x = [1, 2]; z = grad(2*mean(reshape(x, 2, 1)), x)") == [1, 1])
    #expect(try value("x = [1, 2]; z = grad(4*max(x), x)") == [0, 4])
    #expect(try value("x = 2; y = 3; z = grad(y^2, x)") == [0])
  }

  /// `grad` of `grad` along a direction against the Hessian's product with it.
  @Test func `a derivative of a derivative is what hvp finds`() throws {
    let formulas = [
      "sin(x)*y", "x^3*y^2", "exp(x*y)", "tanh(x + y)^2", "log1p(x^2 + y^2)", "atan2(y, x + 3)",
      "norm([x; y])", "softplus(x)*y", "x*y/(1 + x^2)", "prod([x; y; x])", "silu(x*y)",
      "sum(cumprod([x; y; x + y]))", "elu(x - y)", "clamp(x, -9, 9)*y", "std([x; y; 2])",
      "relu(x)*y^2", "max([x; y])*x", "sum(sort([x; y])*[1, 3])^2", "var([x; y])", "gelu(x*y)",
    ]
    var random = SplitMix64(seed: 5)
    for round in 0..<10 {
      for formula in formulas {
        let corner = round == 0
        let x = corner ? 0.0 : Double.random(in: -2..<2, using: &random)
        let y = corner ? 1.0 : Double.random(in: -2..<2, using: &random)
        let source = "f(x, y) = \(formula)\ng = grad(f(x, y), x)\nh = grad(f(x, y), y)\nz = g + 2*h"
        let program = try Program("x = 1\ny = 1\n" + source, at: "x=\(x),y=\(y)")
        var evaluation = try program.evaluation(in: Double.self)
        evaluation.forward()
        try evaluation.reverse(from: program.output)
        let plain = try Program("x = 1\ny = 1\nz = \(formula)", at: "x=\(x),y=\(y)")
        var hessian = try HessianProduct(
          of: plain.output, by: plain.inputs.map(\.node), at: plain.evaluation(in: Double.self))
        let product = try hessian.hvp(along: [[1], [2]])
        for (input, wanted) in zip(program.inputs, product) {
          let (found, wanted) = (evaluation.adjoint(of: input.node).elements[0], wanted.elements[0])
          let isNear = abs(found - wanted) <= 1e-11 * max(1, abs(wanted))
          #expect(
            isNear || found.isNaN && wanted.isNaN, "\(formula) at \(x), \(y): \(found), \(wanted)")
        }
      }
    }
  }
}
