import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Questions about a whole run.
@Suite struct QuestionTests {
  private func lines(_ question: String, of program: String, at values: String? = nil) throws
    -> [String]
  {
    var model = try ExplorerModel(
      Program(program, at: values), size: Size(width: 80, height: 24))
    return try model.perform(DebuggerCommand.parse(question)).answer.lines.map(\.text.plain)
  }

  @Test func `the number and the sum of paths are exact beyond a million`() throws {
    // Each line doubles the paths and triples the derivative: 2^40 paths, 3^40 in all.
    let steps = (1...40).map { "a\($0) = a\($0 - 1) + 2*a\($0 - 1)" }
    let program = "a0 = 1; " + steps.joined(separator: "; ")
    let head = try lines("paths a0 a40", of: program)[0]
    #expect(head.hasPrefix("1099511627776 paths from a0 to a40"))
    #expect(head.hasSuffix("they add up to 1.2158e19 = da40/da0, the adjoint of a0"))
  }

  @Test func `the largest products come first, and add up when all are listed`() throws {
    let program = "p = x*y; q = sin(x) + p; r = q*p - x; z = r^2"
    var model = try ExplorerModel(
      Program(program, at: "x=0.7,y=-1.3"), size: Size(width: 80, height: 24))
    let reply = try model.perform(DebuggerCommand.parse("paths x z"))
    let products = reply.answer.lines.dropFirst().compactMap { line in
      line.text.plain.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(products.count == 4)
    #expect(products.map(\.magnitude) == products.map(\.magnitude).sorted(by: >))
    model.timeline.seek(to: .max)
    let x = try #require(model.scope.node(named: "x"))
    let adjoint = try #require(model.timeline.adjoint(of: x).scalar)
    #expect(abs(products.reduce(0, +) - adjoint) < 1e-3)
  }

  @Test func `paths through tensors add up to the adjoint`() throws {
    let program = "W = [[1, 2], [3, 4]]; v = [1, -1]; h = tanh(W @ v); z = sum(h*h) + sum(v)"
    let answer = try lines("paths v", of: program)
    #expect(answer[0].hasPrefix("3 paths from v to z"))
    #expect(answer.count == 4)
  }

  @Test(arguments: [
    ("z = x*y + sin(x)", "every number is finite: no NaN, no ∞"),
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
    #expect(
      answer[1]
        == "each of 10 sigmoid steps keeps ·0.225 of it: its slope is never more than 0.25")
    #expect(answer.count == 24)
  }

  @Test func `a signal that grows a thousandfold explodes, by a factor in each step`() throws {
    // By hand: 4, 16 and 0.5 times as much, then 40, which are 1280 times in 4 steps, 5.98 in each.
    let chain = "a = 40*x; b = 0.5*a; c = 16*b; z = 4*c"
    let answer = try lines("signal x", of: chain)
    #expect(
      answer[0] == "the signal explodes: x gets 1280 times as much, ·5.98 in each of 4 steps")
    #expect(answer.contains { $0.contains("x ") && $0.hasSuffix("1280  ·40") }, "\(answer)")
    // Of a tensor it is the norm that grows: 2·√(10⁶ + 10⁶) against 2.
    let vectors = try lines("signal w", of: "w = [1, 1]; h = w*[1000, 1000]; s = sum(h); z = 2*s")
    #expect(
      vectors[0] == "the signal explodes: w gets 2828 times as much, ·14.1 in each of 3 steps")
    // A little less than that only reaches it.
    let less = try lines("signal x", of: "a = 37*x; z = 27*a")
    #expect(less[0] == "the signal reaches x: 999 of 1")
    let exactly = try lines("signal x", of: "a = 40*x; z = 25*a")
    #expect(exactly[0].hasPrefix("the signal explodes: x gets 1000 times"), "\(exactly)")
  }

  @Test func `units that are off in every row are counted and named`() throws {
    let layer =
      "data X = [[1, 2], [3, -1]]; W = [[1, 0, -1, 1], [0, -9, -1, 2]]; a = relu(X @ W); "
      + "z = sum(a^2)"
    let answer = try lines("signal W", of: layer)
    #expect(answer.contains { $0.hasSuffix("1 of 4 units of a is off in all 2 rows: 2") })
    #expect(
      try lines("signal x", of: "x = [-1, 2, -3, -4]; a = relu(x); z = sum(a)").contains {
        $0.hasSuffix("3 of 4 units of a are off: 0, 2–3")
      })
    #expect(try lines("signal X", of: layer) == ["X is data: no adjoint is computed for it"])
  }

  @Test func `where nothing is left of the signal, it is dead from there and has no factors`()
    throws
  {
    let answer = try lines(
      "signal x", of: "a = sin(x); b = relu(a); c = exp(b); z = c^2", at: "x=-1")
    #expect(answer.count { $0.contains("dead from here") } == 1)
    #expect(answer.contains { $0.contains("a = sin(x)") && $0.hasSuffix("dead from here") })
    #expect(!answer.contains { $0.contains("NaN") }, "\(answer)")
  }

  @Test func `what a choice keeps from spreading is not said to spread`() throws {
    let program = "r = relu(x); s = sqrt(r); z = s + x"
    let answer = try lines("why nan", of: program, at: "x=-1")
    #expect(answer.contains { $0.contains("adjoint of r") || $0.contains("r̄") }, "\(answer)")
    #expect(!answer.contains { $0.contains("x̄") }, "\(answer)")
  }

  @Test func `along a path that was not chosen the product is 0`() throws {
    let answer = try lines("paths x z", of: "r = relu(x); s = sqrt(r); z = s + x", at: "x=-1")
    #expect(answer[0].contains("they add up to 1 = "), "\(answer)")
  }

  @Test(
    arguments: [
      ("z = log(softmax(f)[1])", "f=[0,-1000]", "f - logsumexp(f)"),
      (
        "e = exp(u); z = log(e/sum(e))[1]", "u=[0,-1000]", "its log in one step is u - logsumexp(u)"
      ),
      ("z = log(exp(u))", "u=-800", "log(exp(u)) is just u"),
      ("z = log(sigmoid(u))", "u=-800", "-softplus(-u)"),
      ("z = exp(u)", "u=710", "e^x overflows above 709"),
      ("z = where(x > 0, sqrt(x), 0)", "x=0", "b = sqrt(where(x > 0, x, 1))"),
      ("z = where(x > 0, 2*sqrt(x) + y, 0)", "x=0,y=1", "b = sqrt(where(x > 0, x, 1))"),
      ("z = where(x <= 0, 0, 3*sqrt(x))", "x=0", "b = sqrt(where(x <= 0, 1, x))"),
      ("z = 0*sqrt(x)", "x=0", "no adjoint reaches a"),
      ("z = sqrt(x)", "x=0", "keep x away from 0"),
    ])
  func `what helps is said in the program's own names`(
    program: String, values: String, advice: String
  ) throws {
    let answer = try lines("why nan", of: program, at: values)
    #expect(answer.contains { $0.contains(advice) }, "\(answer)")
  }

  @Test func `a 0 is followed back to where it underflowed`() throws {
    let answer = try lines(
      "why nan", of: "e = exp(u); p = e/sum(e); t = p[1]; z = log(t)", at: "u=[0,-1000]")
    let zeros = answer.filter { $0.contains(" is 0") }
    #expect(
      zeros == [
        "  event 5: t = p[1] is 0", "  event 4: p[1] of e/a is 0",
        "  event 2: e[1] of exp(u) is 0: e^(-1000) underflows to 0",
      ])
  }

  @Test func `a number that is not finite is pointed out, and a line leads to its element`() throws
  {
    var model = try ExplorerModel(
      "s = softmax([0, -1000, 3]); b = log(s); z = sum(s*b)", size: Size(width: 80, height: 24),
      keys: "n")
    #expect(model.notice == nil)
    try model.press("n")
    #expect(model.notice?.plain == "b is not finite: W traces its origin and cause")
    try model.press("g G")
    #expect(model.notice?.plain.hasPrefix("the adjoint of s is not finite") == true)
    try model.press("W Enter")
    #expect(
      model.tensorPane
        == TensorPane(
          node: try #require(model.scope.node(named: "b")), quantity: .value, element: 1,
          follows: true))
  }

  @Test func `what an answer is about stays in sight while one goes through it`() throws {
    let chain = (1...40).map { "h\($0) = sigmoid(\($0 == 1 ? "x" : "h\($0 - 1)"))" }
    var model = try ExplorerModel(
      chain.joined(separator: "; "), size: Size(width: 80, height: 24), keys: "D")
    for key in ["Home", "End"] {
      try model.press(key)
      #expect(model.rows.contains { $0.contains("the signal dies at h30") })
    }
  }
}
