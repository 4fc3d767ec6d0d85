import Debugging
import Formula
import Testing
import TextCanvas

@testable import Explorer

/// The commands that take expressions over the state take all of the language.
@Suite struct StateLanguageTests {
  private static let program = """
    fc1.weight = [[1, -2], [3, 4]]
    x = [0.5, -1]
    data k = 1
    φ(v) = tanh(v)
    f(v, w) =
      s = v*w
      for i in 0..<2: s = s + x[i]
      sum(s)
    g(t) =
      if t > 0:
        t
      else: -t
    h = φ(fc1.weight @ x)
    z = sum(h*[1, 3])
    """

  private func conversation(at position: String = "end") throws -> PlainConversation {
    let model = try ExplorerModel(
      Program(Self.program), size: Size(width: 80, height: 24))
    var conversation = PlainConversation(model, files: .none)
    _ = conversation.answer("goto \(position)")
    return conversation
  }

  private static let expressions = [
    ("fc1.weight[0, :]", "[1, -2]"), ("fc1.weight[:, -1]", "[-2, 4]"),
    ("x[[1, 0, 1]]", "[-1, 0.5, -1]"),
    ("fc1.weight[[1]]", "[[3, 4]]"), ("x[0:1]", "[0.5]"), ("x[-1]", "-1"), ("x[k]", "-1"),
    ("[x; 1]", "[0.5, -1, 1]"), ("[sum(x), k]", "[-0.5, 1]"), ("onehot(k, 3)", "[0, 1, 0]"),
    ("norm([3; 4]*k)", "5"), ("norm(fc1.weight[1])", "5"), ("argmax(x)", "0"),
    ("sort(x)", "[-1, 0.5]"),
    ("max(x)", "0.5"), ("min(fc1.weight, axis=0)", "[1, -2]"), ("prod(x)", "-0.5"),
    ("cumsum(x)", "[0.5, -0.5]"), ("cumprod(x)", "[0.5, -0.5]"), ("var(x)", "0.5625"),
    ("var(x, correction=1)", "1.125"), ("round(100*std(x))", "75"), ("clamp(x, 0, 1)", "[0.5, 0]"),
    ("sign(x)", "[1, -1]"), ("floor(x)", "[0, -1]"), ("round(x*1.2)", "[1, -1]"),
    ("log1p(x - x)", "[0, 0]"), ("expm1(0)", "0"), ("log2(8)", "3"), ("log10(1000)", "3"),
    ("atan2(0, k)", "0"), ("elu(x[0])", "0.5"), ("relu(x)", "[0.5, 0]"), ("detach(x)", "[0.5, -1]"),
    ("mean(fc1.weight, axis=-1, keepdims=1)", "[[-0.5], [3.5]]"),
    ("sum(fc1.weight, axis=[0, 1])", "6"), ("grad(sum(x^2), x)", "[1, -2]"), ("σ(0)", "0.5"),
    ("φ(x - x)", "[0, 0]"), ("f(x, [1, 2])", "-2.5"), ("f(adj(z)*x, 2)", "-2"),
    ("norm(adj(h)*[0, 2])", "6"), ("adj(h)[[1, 0]]", "[3, 1]"), ("sum(adj(h)*[2, 1])", "5"),
    ("[adj(z); x]", "[1, 0.5, -1]"), ("|x|", "[0.5, 1]"), ("x ⊙ x", "[0.25, 1]"),
    ("where(x > 0, 1, x)", "[1, -1]"), ("transpose(fc1.weight) @ x", "[-2.5, -5]"),
  ]

  @Test(arguments: expressions)
  func `print computes it`(_ expression: String, _ expected: String) throws {
    var conversation = try conversation()
    let answer = conversation.answer("print \(expression)")
    #expect(answer.problem == [])
    #expect(answer.lines == ["\(expression) = \(expected)"])
  }

  @Test(arguments: expressions)
  func `watch shows it, as soon as what it speaks of is there`(
    _ expression: String, _ expected: String
  ) throws {
    var conversation = try conversation(at: "0")
    #expect(conversation.answer("watch \(expression)").problem == [])
    _ = conversation.answer("goto end")
    #expect(conversation.answer("info watches").lines == ["watch 1: \(expression) = \(expected)"])
  }

  @Test(arguments: [
    "norm(adj(h)) > 3", "argmax(h) == 0", "sort(h)[0] < 0", "fc1.weight[0, -1] == -2",
    "adj(fc1.weight)[0, 0] != 0", "σ(x[0]) > 0.5", "φ(x[0]) > 0.4", "f(x, 1) < 0",
    "max(adj(x)) > 0", "h[[0, 1]] != 0", "prod(x) < 0", "var(x) > 0.5", "sum([h; 1]) == 1",
  ])
  func `break stops where it becomes true`(_ condition: String) throws {
    var conversation = try conversation(at: "0")
    #expect(conversation.answer("break \(condition)").problem == [])
    let stop = conversation.answer("c")
    #expect(stop.problem == [])
    #expect(stop.lines.contains { $0.contains("breakpoint 1") }, "\(stop.lines)")
    func isTrue() -> Bool {
      conversation.answer("print \(condition)").lines.contains { line in
        line.hasSuffix(" = 1") || (line.contains("= [") && line.contains("1"))
      }
    }
    #expect(isTrue())
    _ = conversation.answer("stepback")
    #expect(!isTrue())
  }

  @Test(arguments: [
    ("x", "sort(x)", "[-1, 0.5]"), ("x", "x - 0.5*adj(x)/adj(x)", "[0, -1.5]"),
    ("x", "x[[1, 1]]", "[-1, -1]"), ("x", "cumsum(x)", "[0.5, -0.5]"), ("x", "φ(x - x)", "[0, 0]"),
    ("x", "[norm([3; 4]); 2]", "[5, 2]"), ("x[0]", "σ(0)", "[0.5, -1]"),
    ("x[0]", "argmax(x)", "[0, -1]"),
    ("x[[0]]", "9", "[9, -1]"), ("x[-1]", "max(x)", "[0.5, 0.5]"),
    ("fc1.weight[:, 0]", "[7; 8]", "[[7, -2], [8, 4]]"),
    ("fc1.weight[0]", "x", "[[0.5, -1], [3, 4]]"),
    ("fc1.weight", "fc1.weight - fc1.weight*adj(z)", "[[0, 0], [0, 0]]"), ("k", "argmax(x)", "0"),
    ("h", "sort(x)", "[-1, 0.5]"), ("h[1]", "prod([2; 3])", nil),
  ])
  func `set takes it as a value`(
    _ name: String, _ value: String, _ expected: String?
  ) throws {
    var conversation = try conversation()
    #expect(conversation.answer("set \(name) \(value)").problem == [])
    _ = conversation.answer("goto end")
    let whole = name.prefix { $0 != "[" }
    let lines = conversation.answer("print \(whole)").lines
    if let expected {
      #expect(lines == ["\(whole) = \(expected)"])
    } else {
      #expect(lines.first?.hasSuffix(", 6]") == true)
    }
  }

  /// What is refused, and where.
  private static let refusals = [
    (
      "ψ(2)",
      "no function is called 'ψ'; define it first, as in ψ(t) = t^2, or for a product type ψ*(...)",
      0, 1
    ),
    ("fc1.wieght", "no node is called 'fc1.wieght'; did you mean 'fc1.weight'?", 0, 10),
    ("norm(adj(q))", "no node is called 'q'", 9, 1),
    (
      "adj(fc1.weight[0])",
      "'adj' takes the name of a node; type adj(x), or adj(x)[0] for an element", 4, 13
    ),
    (
      "x[2]", "there is no element 2 on axis 0 of a vector of 2; type 0 to 1, or -1 for the last",
      2, 1
    ),
    (
      "x[[0, 5]]",
      "there is no element 5 on axis 0 of a vector of 2; type 0 to 1, or -1 for the last", 2, 6
    ),
    ("sum(x, axis=1)", "there is no axis 1 in a vector of 2; type axis=0", 12, 1),
    (
      "x[adj(z)]",
      "an index must be known before the program runs; type a number or the name of an input", 2, 6
    ),
    ("tahn(x)", "no function is called 'tahn'; did you mean 'tanh'?", 0, 4),
    ("sqrt x", "the argument of 'sqrt' needs brackets; type sqrt(x)", 0, 4),
    ("[1, 2", "this '[' is never closed; add ']'", 0, 1),
    (
      "g(adj(x)[0])",
      "'g' has an 'if', which is decided when a program is built; call it in the program", 0, 12
    ),
    ("φ(x, x)", "'φ' takes 1 argument, not 2; type φ(v)", 0, 7),
  ]

  @Test(arguments: refusals)
  func `what is wrong is pointed at, whatever the command`(
    _ expression: String, _ message: String, _ column: Int, _ count: Int
  ) throws {
    var conversation = try conversation()
    let carets = String(repeating: " ", count: column) + String(repeating: "^", count: count)
    for (command, origin) in [
      ("print", "print"), ("watch", "watch"), ("break", "break"), ("set h", "h"),
    ] {
      let problem = conversation.answer("\(command) \(expression)").problem
      #expect(
        problem == ["\(origin):1:\(column + 1): \(message)", "  \(expression)", "  \(carets)"],
        "\(command)")
    }
  }

  @Test func `what a program calls so is meant, and otherwise what is built in`() throws {
    let text = "σ(t) = 3*t\nnorm(v) = w*sum(v)\nw = 2\nx = [1, 2]\nz = norm(x) + σ(1)"
    let model = try ExplorerModel(Program(text), size: Size(width: 80, height: 24))
    var conversation = PlainConversation(model, files: .none)
    #expect(conversation.answer("goto end\nprint σ(2)").lines.last == "σ(2) = 6")
    #expect(conversation.answer("print norm(x)").lines == ["norm(x) = 6"])
    #expect(conversation.answer("set x σ([1; 2])").problem == [])
    #expect(conversation.answer("goto end\nprint x").lines.last == "x = [3, 6]")
    _ = conversation.answer("undo\ngoto end")
    // The function speaks of w as it is now.
    _ = conversation.answer("set w 5\ngoto end")
    #expect(conversation.answer("print norm(x)").lines == ["norm(x) = 15"])
    #expect(
      conversation.answer("goto 0\nprint norm([1; 1])").lines.last
        == "w has no value yet at event 0")
  }
}
