import Autodiff
import Glibc
import Testing

/// Expressions as a reader of the documentation would write them.
@Suite struct TapeTests {
  @Test func `an expression reads like mathematics and has a gradient`() throws {
    let tape = Tape()
    let x = tape.input("x"), y = tape.input("y")
    let z = x * y + sin(x)

    let gradient = try z.gradient(at: [x: 2, y: 3])
    #expect(gradient.value.scalar == 6.909297426825682)
    #expect(gradient[x].scalar == 2.5838531634528574)
    #expect(gradient[y].scalar == 2)
    #expect(gradient[z].scalar == 1)
    #expect(gradient.value(of: y).scalar == 3)
  }

  @Test func `the front page of the documentation`() throws {
    let tape = Tape()
    let x = tape.input("x", 2), y = tape.input("y", 3)
    let z = (x * y + sin(x)).named("z")

    let gradient = try z.gradient()
    print("z = \(gradient.value.elements), ∂z/∂x = \(gradient[x].elements)")

    var evaluation = try tape.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: z)
    #expect(evaluation.adjoint(of: y) == gradient[y])
  }

  @Test func `literals and numbers stand beside nodes on either side`() throws {
    let tape = Tape()
    let x = tape.input("x", 2)
    let rate = 0.5
    var z = 3 * x - x / 4 + rate * x - x * rate + 2.5 - (1 / x - rate)
    z += -x
    z *= 2
    let gradient = try z.gradient()
    #expect(gradient.value.scalar == 2 * (6 - 0.5 + 2.5 - (0.5 - 0.5) - 2))
    #expect(gradient[x].scalar == 2 * (3 - 0.25 + 0.25 - 1))
  }

  @Test func `the functions of numbers stay what they are`() {
    #expect(sqrt(4) == 2.0)
    #expect(max(1, 2) == 2)
    #expect(abs(-3) == 3)
    #expect(pow(2, 3) == 8.0)
    #expect(exp(0.0) == 1)
  }

  @Test func `tensors are literals, and products, sums and softmax methods`() throws {
    let tape = Tape()
    let W = tape.input("W", [[1, -0.5], [0.25, 2], [-1, 1]])
    let x = tape.input("x", [0.5, -1])
    let b: Node = [0.1, 0, -0.1]
    let scores = W.matmul(x) + b
    let loss = -log(scores.softmax()[1])
    #expect(scores.shape == Shape([3]))
    #expect(loss.shape == .scalar)
    let gradient = try loss.gradient()
    let soft = gradient.value(of: scores).elements.map { exp($0) }
    let total = soft.reduce(0, +)
    let expected = soft.enumerated().map { $0.element / total - ($0.offset == 1 ? 1 : 0) }
    for (adjoint, value) in zip(gradient[scores].elements, expected) {
      #expect((adjoint - value).magnitude < 1e-15)
    }
    #expect(gradient[W].shape == Shape([3, 2]))
    #expect(try loss.checkGradient().passes)
  }

  @Test func `identical expressions are recorded once, unless kept apart`() throws {
    let graphs = try [true, false].map { isSharing in
      let tape = Tape(sharing: isSharing)
      let x = tape.input("x")
      _ = exp(exp(x) + pow(exp(x), 2)) + sin(exp(x) + pow(exp(x), 2))
      return try tape.graph()
    }
    #expect(graphs[0].nodes.filter { graphs[0].operation(of: $0) != .constant }.count == 7)
    #expect(graphs[1].count > graphs[0].count)
  }

  @Test func `names and groups are told to the graph`() throws {
    let tape = Tape()
    let x = tape.input("x")
    let hidden = tape.group("layer") { tanh(x).named("h") }
    let graph = try tape.graph()
    let node = try hidden.id
    #expect(graph.notes.names(of: node) == ["h"])
    #expect(graph.notes.group(of: node).map { graph.notes[$0].name } == "layer")
  }

  @Test func `an evaluation is made once and run many times, in either precision`() throws {
    let tape = Tape()
    let x = tape.input("x", -1), y = tape.input("y", 1)
    let f = (1 - x).squared() + 100 * (y - x.squared()).squared()
    var evaluation = try tape.evaluation(in: Float.self, at: [y: 2])
    evaluation.forward()
    try evaluation.reverse(from: f)
    #expect(evaluation.value(of: f).scalar == 104)
    #expect(evaluation.adjoint(of: x).scalar == 396)
    try evaluation.setValue(1, of: x)
    try evaluation.setElements([1], of: y)
    evaluation.forward()
    try evaluation.pushforward(along: [(x, [1])])
    #expect(evaluation.value(of: f).scalar == 0)
    #expect(evaluation.tangent(of: f).scalar == 0)
    try evaluation.reverse(from: f)
    evaluation.withElementsAndAdjoints(of: x) { values, adjoints in values[0] -= adjoints[0] }
    #expect(evaluation.value(of: x).scalar == 1)
  }

  @Test func `a timeline steps through the expression`() throws {
    let tape = Tape()
    let x = tape.input("x"), y = tape.input("y")
    let z = x * y + sin(x)
    var timeline = try z.timeline(at: [x: 2, y: 3])
    #expect(timeline.count == 11)
    timeline.seek(to: .max)
    #expect(timeline.evaluation.adjoint(of: x).scalar == 2.5838531634528574)
    var moving = try z.timeline(at: [x: 2, y: 3], mode: .forward, along: [y: 1])
    moving.seek(to: .max)
    #expect(moving.evaluation.tangent(of: z).scalar == 2)
  }

  @Test func `data receive no adjoint and may come later`() throws {
    let tape = Tape()
    let w = tape.input("w", [1, 1])
    let examples = tape.data("examples", shape: [3, 2])
    let labels = tape.data("labels", shape: [3])
    let loss = (examples.matmul(w) - labels).squared().mean()
    var evaluation = try tape.evaluation()
    try evaluation.setElements([1, 2, 3, 4, 5, 6], of: examples)
    try evaluation.setElements([3, 7, 10], of: labels)
    evaluation.forward()
    #expect(evaluation.value(of: loss).scalar == 1 / 3.0)
    try evaluation.reverse(from: loss)
    #expect(evaluation.adjoint(of: examples).elements.allSatisfy { $0 == 0 })
  }
}
