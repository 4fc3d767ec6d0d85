import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Explorer

/// Questions about a whole run.
@Suite struct QuestionTests {
  private func lines(_ question: String, of program: String, at values: String? = nil) throws
    -> [String]
  {
    var model = try ExplorerModel(
      Program(program, at: values), size: Size(width: 80, height: 24))
    return try model.perform(DebuggerCommand.parse(question)).lines.map(\.text.plain)
  }

  @Test func `the number and the sum of paths are exact beyond a million`() throws {
    // Each line doubles the paths and triples the derivative: 2^40 paths, 3^40 in all.
    let steps = (1...40).map { "a\($0) = a\($0 - 1) + 2*a\($0 - 1)" }
    let program = "a0 = 1; " + steps.joined(separator: "; ")
    let head = try lines("paths a0 a40", of: program)[0]
    #expect(head.hasPrefix("1099511627776 paths from a0 to a40"))
    #expect(head.hasSuffix("they add up to 1.2158e19 = ∂a40/∂a0, the adjoint of a0"))
  }

  @Test func `the largest products come first, and add up when all are listed`() throws {
    let program = "p = x*y; q = sin(x) + p; r = q*p - x; z = r^2"
    var model = try ExplorerModel(
      Program(program, at: "x=0.7,y=-1.3"), size: Size(width: 80, height: 24))
    let reply = try model.perform(DebuggerCommand.parse("paths x z"))
    let products = reply.lines.dropFirst().compactMap { line in
      line.text.plain.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(products.count == 4)
    #expect(products.map(\.magnitude) == products.map(\.magnitude).sorted(by: >))
    model.timeline.seek(to: .max)
    let x = try #require(model.scope.node(named: "x"))
    let adjoint = try #require(model.timeline.evaluation.adjoint(of: x).scalar)
    #expect(abs(products.reduce(0, +) - adjoint) < 1e-3)
  }

  @Test func `paths through tensors add up to the adjoint`() throws {
    let program = "W = [[1, 2], [3, 4]]; v = [1, -1]; h = tanh(W @ v); z = sum(h*h) + sum(v)"
    let answer = try lines("paths v", of: program)
    #expect(answer[0].hasPrefix("3 paths from v to z"))
    #expect(answer.count == 4)
  }

  @Test(arguments: [
    ("z = x*y + sin(x)", "every number is finite, up to the end: no NaN, no ∞"),
    ("z = x/y", "event 3: z = x/y: 1/0 = ∞"),
    ("a = x*1e308; b = a*100; z = b - b", "event 3: b = a*100: 1e308*100 = ∞"),
  ])
  func `the birth of a number that is not finite is found`(
    _ program: String, _ first: String
  ) throws {
    let values = program.contains("y") ? "x=1,y=0" : "x=1"
    #expect(try lines("why nan", of: program, at: values)[0] == first)
  }

  @Test func `a line leads to its event`() throws {
    var model = try ExplorerModel(
      Program("z = x*y + sin(x)", at: "x=2,y=3"), size: Size(width: 80, height: 24))
    for key in [Key.character("A"), .down, .enter] { _ = model.update(.key(key)) }
    #expect(model.timeline.position == 9)
    #expect(model.overlay == nil)
  }

  @Test
  func `the signal follows the largest contributions and dies where less than a millionth is left`()
    throws
  {
    let chain = (1...20).map { "h\($0) = sigmoid(\($0 == 1 ? "x" : "h\($0 - 1)"))" }
    let answer = try lines("signal x", of: chain.joined(separator: "; "))
    #expect(answer[0].hasPrefix("the signal dies at h10:"))
    #expect(answer.count == 22)
  }
}
