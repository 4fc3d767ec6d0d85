import Autodiff
import Formula
import Presentation
import Testing

@Suite struct DerivativeProgramTests {
  /// The examples, and what none of them holds: reductions along an axis, images, choices and kinks.
  private static let programs =
    Example.all.map(\.text) + [
      "W = [[1, 2], [3, 4]]; x = [0.5, -1]; z = sum(tanh(W @ x + [1, 2]))",
      "f = [1, 2, 0.5]; z = logsumexp(f) - f[1] + logisticLoss(f, 2)",
      "x = [[1, 2, 3], [4, 5, 6]]; z = sum(max(x, axis=0)*mean(x, axis=0)) + sum(softmax(x)^3)",
      "I = [[1, 2, 0], [4, 5, 9], [7, 8, 3]]; K = [[1, 0.5], [2, -1]]; "
        + "z = sum(conv2d(I, K, padding=1)^2) + sum(maxPool2d(I, size=2))",
      "x = 3; n = 2; z = max(x^n, |x|) + gelu(x) + leakyRelu(x, n) + relu(x)",
    ]

  @Test func `the adjoints of a program are a program`() throws {
    let program = try Program("z = x*y + sin(x)", at: "x=2,y=3")
    #expect(
      try DerivativeProgram.adjoints(of: program) == """
        x = 2
        y = 3
        gz = 1
        gb = gz
        ga = gz
        z = x*y + sin(x)
        gx = cos(x)*gz + y*gz
        gy = x*gz
        output gx, gy

        """)
  }

  @Test func `statement by statement each adjoint is made of those above it`() throws {
    let program = try Program("z = x*y + sin(x)", at: "x=2,y=3")
    #expect(
      try DerivativeProgram.adjointSteps(of: program) == """
        x = 2
        y = 3
        gz = 1
        gb = gz
        ga = gz
        z = x*y + sin(x)
        gx = cos(x)*gb + y*ga
        gy = x*ga
        output gx, gy

        """)
  }

  @Test(arguments: programs)
  func `statement by statement it gives the adjoints too`(_ text: String) throws {
    let program = try Program(text)
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    let again = try values(of: DerivativeProgram.adjointSteps(of: program))
    for input in program.inputs where program.graph.hasAdjoint(input.node) {
      guard let value = again["g\(input.name)"] else { continue }
      expectSame(value, evaluation.adjoint(of: input.node), input.name)
    }
  }

  /// An adjoint that is the same node as another is an output under its own name all the same.
  @Test(arguments: [
    ("c = y + 1; z = x*c", "output gy, gx"), ("z = x + y", "output gx, gy"),
    ("z = x - y + w", "output gx, gy, gw"), ("z = sum(x*y)", "output gx, gy"),
  ])
  func `the adjoint program ends in the adjoints of the inputs by their names`(
    _ text: String, _ last: String
  ) throws {
    let program = try Program(text)
    let adjoints = try DerivativeProgram.adjoints(of: program)
    #expect(adjoints.hasSuffix(last + "\n"), "\(adjoints)")
    #expect(try !Program(adjoints).outputs.isEmpty)
  }

  @Test func `what an operation does not choose is chosen away, not multiplied by 0`() throws {
    let text = try DerivativeProgram.adjoints(of: Program("z = relu(x)*y", at: "x=-1,y=2"))
    #expect(text.contains("where(x > 0, "))
    let values = try values(of: text.replacing("gz = 1", with: "gz = nan"))
    #expect(values["gx"]?.scalar == 0)
  }

  @Test(arguments: programs)
  func `run again it gives the adjoints as values`(_ text: String) throws {
    let program = try Program(text)
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    let again = try values(of: DerivativeProgram.adjoints(of: program))
    for input in program.inputs where program.graph.hasAdjoint(input.node) {
      let adjoint = evaluation.adjoint(of: input.node)
      guard let value = again["g\(input.name)"] else {
        #expect(adjoint.elements.allSatisfy { $0 == 0 }, "\(input.name)")
        continue
      }
      expectSame(value, adjoint, input.name)
    }
  }

  @Test(arguments: programs)
  func `run again it gives the tangent of the output`(_ text: String) throws {
    let program = try Program(text)
    var timeline = try program.timeline(mode: .forward)
    timeline.seek(to: timeline.count)
    let again = try values(of: DerivativeProgram.tangents(of: program))
    let output = NodeNames(of: program.graph)[program.output]
    let name = String(output.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    let tangent = try #require(again["d\(name)"])
    expectSame(tangent, timeline.tangent(of: program.output), output)
  }

  @Test func `what moves moves as it was told`() throws {
    let program = try Program("z = x*y", at: "x=2,y=3", wrt: "y")
    #expect(try values(of: DerivativeProgram.tangents(of: program))["dz"]?.scalar == 2)
  }

  @Test func `where nothing varies the program is left`() throws {
    let text = try DerivativeProgram.adjoints(of: Program("z = 2*3"))
    #expect(try values(of: text)["z"]?.scalar == 6)
  }

  private func expectSame(
    _ first: Tensor<Double>, _ second: Tensor<Double>, _ name: String
  ) {
    #expect(first.shape == second.shape, "\(name)")
    for (one, other) in zip(first.elements, second.elements) {
      #expect(abs(one - other) <= 1e-12 * max(abs(one), abs(other), 1e-300), "\(name)")
    }
  }

  /// The values of all that has a name in a program.
  private func values(of text: String) throws -> [String: Tensor<Double>] {
    let program = try Program(text)
    var evaluation = try program.evaluation()
    evaluation.forward()
    var values: [String: Tensor<Double>] = [:]
    for node in program.graph.nodes {
      for name in program.graph.notes.names(of: node) {
        values[name] = evaluation.value(of: node)
      }
    }
    return values
  }
}
