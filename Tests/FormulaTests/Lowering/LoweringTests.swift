import Autodiff
import Testing

@testable import Formula

/// What each form of the language becomes: the nodes in order, constants left out.
@Suite struct LoweringTests {
  private func drawing(_ text: String, at: String? = nil) throws -> String {
    try Program(text, at: at).drawing
  }

  @Test func `what a layer computes on its way has the name that books have for it`() throws {
    func names(_ text: String) throws -> Set<String> {
      let graph = try Program(text).graph
      return Set(graph.nodes.flatMap { graph.notes.names(of: $0) })
    }
    let norms = try names("x = [[1, 2], [3, 5]]; variance = 2; z = sum(layerNorm(layerNorm(x)))")
    #expect(
      norms == [
        "x", "z", "variance", "center", "deviations", "variance.1", "center.1", "deviations.1",
        "variance.2",
      ])
    let attention = try names("q = [[1, 2], [3, 5]]; z = sum(attention(q, q, q))")
    #expect(attention == ["q", "z", "scores", "shares"])
  }

  @Test func `inputs come first, in order of appearance, then operations as they are evaluated`()
    throws
  {
    #expect(
      try drawing("z = x*y + sin(x)") == """
        x
        y
        a = multiply x y
        b = sin x
        z = add a b
        """)
    #expect(
      try drawing("u = sin(p); q = 2; v = u*q*r") == """
        p
        q
        r
        u = sin p
        a = multiply u q
        v = multiply a r
        """)
  }

  @Test(arguments: [
    ("-x^2", "x\na = square x\nb = negate a"), ("x^3", "x\na = power x 3"),
    ("x - -2", "x\na = subtract x -2"), ("2^-x", "x\na = negate x\nb = power 2 a"),
    ("|x| + √x", "x\na = abs x\nb = sqrt x\nc = add a b"), ("x²", "x\na = square x"),
    ("x <= 2", "x\na = lessOrEqual x 2"), ("x != y", "x\ny\na = notEqual x y"),
    ("max(a, b, c)", "a\nb\nc\nd = maximum a b\nf = maximum d c"),
    ("min(x, 2)", "x\na = minimum x 2"), ("leakyRelu(x)", "x\na = leakyRelu x 0.01"),
    ("where(x > 0, x, 0)", "x\na = greater x 0\nb = select a x 0"),
    ("logisticLoss([x, 1], 0)", "x\na = stack x 1 [2]\nb = logisticLoss a 0"),
  ])
  func `an expression becomes operations`(_ text: String, _ expected: String) throws {
    #expect(try drawing(text) == expected)
  }

  @Test(arguments: [
    ("W @ [1, 1]", "a = matrixProduct W [1, 1] [2]"), ("Wᵀ", "a = transpose W [2×2]"),
    ("W[0, -1]", "a = slice W [0, -1, 1, -1]"), ("W[1]", "a = slice W [1, -1, 0, 2] [2]"),
    ("W[:, 1]", "a = slice W [0, 2, 1, -1] [2]"), ("W[-1:]", "a = slice W [1, 1, 0, 2] [1×2]"),
    ("W[:1]", "a = slice W [0, 1, 0, 2] [1×2]"), ("W[:, :]", ""),
    ("sum(W)", "a = sum W"), ("sum(W, axis=-1)", "a = sum W [1] [2]"),
    ("mean(W, axis=0)", "a = mean W [0] [2]"), ("max(W)", "a = largest W"),
    ("max(W, axis=0)", "a = largest W [0] [2]"), ("logsumexp(W)", "a = logSumExp W"),
    ("softmax(W)", "a = softmax W [1] [2×2]"), ("softmax(W, axis=0)", "a = softmax W [0] [2×2]"),
    ("reshape(W, 4)", "a = reshape W [4] [4]"), ("reshape(W, -1, 1)", "a = reshape W [4, 1] [4×1]"),
    ("reshape(W, [1, 4])", "a = reshape W [1, 4] [1×4]"),
    ("conv2d(W, W)", "a = conv2d W W [1×1]"),
    ("conv2d(W, W, padding=1, stride=2)", "a = conv2d W W [2, 1] [2×2]"),
    ("conv2dTransposed(W, W, 3, 3)", "a = conv2dTransposed W W [1, 0, 3, 3] [3×3]"),
    ("conv2dKernel(W, W, 3, 3, padding=1)", "a = conv2dKernel W W [1, 1, 3, 3] [3×3]"),
    ("maxPool2d(W)", "a = maxPool2d W [1×1]"),
    ("maxPool2d(W, size=1)", "a = maxPool2d W [1] [2×2]"),
    ("broadcast(W, 3, 2, 2)", "a = broadcast W [3, 2, 2] [3×2×2]"),
    ("broadcast(W, shape=[3, 2, 2])", "a = broadcast W [3, 2, 2] [3×2×2]"),
    ("pad(W, [0, 1], 2, 0)", "a = pad W [0, 1, 2, 0] [3×4]"), ("erfc(W)", "a = erfc W [2×2]"),
    ("concat(W, W, axis=1)", "a = concatenate W W [1] [2×4]"), ("[W, W]", "a = stack W W [2×2×2]"),
    ("W + [1, 2]", "a = add W [1, 2] [2×2]"),
    ("dot(W[0], [1, 2])", "a = slice W [0, -1, 0, 2] [2]\nb = matrixProduct a [1, 2]"),
  ])
  func `an expression of a matrix becomes operations`(_ text: String, _ expected: String) throws {
    let lines = try drawing("W = [[1, 2], [3, 4]]; " + text).split(separator: "\n")
    #expect(lines.dropFirst().joined(separator: "\n") == expected)
  }

  @Test func `a function is written out as a group for each call`() throws {
    #expect(
      try drawing("phi(t) = tanh(t)\ng(a, b) = phi(a*w) + b\ny = g(x, 2)*g(1, x)") == """
        w
        x
        g/a = multiply x w
        g/phi/b = tanh a
        g/c = add b 2
        g/d = multiply 1 w
        g/phi/f = tanh d
        g/g = add f x
        y = multiply c g
        """)
  }

  @Test func `a parameter hides a name of the program, which keeps its value`() throws {
    let run = try Run("x = 3; f(x) = x^2; y = f(5) + x")
    #expect(run.result == [28])
  }

  @Test func `a function sees values that were bound after it but before its call`() throws {
    #expect(try Run("f(t) = t*w; w = 3; y = f(2)").result == [6])
  }

  @Test func `functions may be defined in any order, and after their calls`() throws {
    #expect(try Run("y = f(2); f(t) = g(t) + 1; g(t) = t^2").result == [5])
  }

  @Test func `a literal through a function gives no name to the constant`() throws {
    #expect(try drawing("x = f(2); f(t) = t; y = 2*k + x") == "k\na = multiply 2 k\ny = add a 2")
  }

  @Test func `a constant has a node and a name of its own`() throws {
    let program = try Program("k = constant(2); y = k*x + 2; output k, y")
    let names = NodeNames(of: program.graph)
    #expect(program.outputs.map { names[$0] } == ["k", "y"])
    #expect(program.drawing == "x\na = multiply k x\ny = add a 2")
    #expect(try drawing("k = constant(1); y = [5, 6][k]") == "y = slice [5, 6] [1, -1]")
    #expect(try drawing("-constant(2)") == "a = negate 2")
  }

  @Test(arguments: [
    ("matmul(W, W, transposed=[1, 0])", "a = matrixProduct W W [1, 0] [2×2]"),
    ("W[0:2]", "a = slice W [0, 2, 0, 2] [2×2]"), ("reshape(sum(W))", "a = sum W\nb = reshape a"),
  ])
  func `what a printed graph needs can be typed`(_ text: String, _ expected: String) throws {
    #expect(try drawing("W = [[1, 2], [3, 4]]; " + text) == "W [2×2]\n" + expected)
  }

  @Test func `a shared node has both names, and without sharing there are two nodes`() throws {
    #expect(try drawing("a = x*y; b = x*y; c = a + b") == "x\ny\na=b = multiply x y\nc = add a a")
    let apart = try Program("a = x*y; b = x*y; c = a + b", sharing: false)
    #expect(apart.drawing == "x\ny\na = multiply x y\nb = multiply x y\nc = add a b")
  }

  @Test func `another name for an input is a second name of its node`() throws {
    #expect(try drawing("x = 3; y = x; z = x*y") == "x=y\nz = multiply x x")
  }

  @Test func `a name that is only an index is data`() throws {
    #expect(
      try drawing("f = [1, 2, 3]; y = 2; z = logsumexp(f) - f[y]") == """
        f [3]
        y data
        a = logSumExp f
        b = slice f [2, -1]
        z = subtract a b
        """)
    #expect(try drawing("f = [1, 2, 3]; y = 2; z = y*f[y]").hasPrefix("f [3]\ny\n"))
  }

  @Test func `every node knows its place in the text`() throws {
    let text = "x = 2; f(t) = sin(t)*x\nz = f(x)"
    let program = try Program(text)
    let spans = program.graph.nodes.compactMap { program.graph.notes.source(of: $0)?.range }
    let bytes = Array(text.utf8)
    #expect(
      spans.map { String(decoding: bytes[$0], as: UTF8.self) } == ["x", "sin(t)", "sin(t)*x"])
  }

  @Test func `a literal alone is a program`() throws {
    #expect(try Run("3").result == [3])
    #expect(try Run("-pi").result == [-Double.pi])
    #expect(try Run("[1, 2]").result == [1, 2])
  }
}
