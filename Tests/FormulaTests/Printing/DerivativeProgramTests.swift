import Autodiff
import TestSupport
import Testing

@testable import Formula

/// The derivative as a program: printed, read again and run, it gives the numbers of the sweep.
@Suite struct DerivativeProgramTests {
  static let programs = [
    "x = 2; y = 3; z = x*y + sin(x)",
    "x = 0.5; z = exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)",
    "W = [[1, 2], [3, 4]]; x = [0.5, -1]; z = sum(tanh(W @ x + [1, 2]))",
    "f = [1, 2, 0.5]; z = logsumexp(f) - f[1] + logisticLoss(f, 2)",
    "x = [[1, 2, 3], [4, 5, 6]]; z = sum(max(x, axis=0)*mean(x, axis=0)) + sum(softmax(x)^3)",
    "I = [[1, 2, 0], [4, 5, 9], [7, 8, 3]]; K = [[1, 0.5], [2, -1]]; "
      + "z = sum(conv2d(I, K, padding=1)^2) + sum(maxPool2d(I, size=2))",
    "x = 3; n = 2; z = max(x^n, |x|) + gelu(x) + leakyRelu(x, n) + relu(x)",
  ]

  @Test(arguments: programs)
  func `the program of the adjoints gives the adjoints`(_ text: String) throws {
    let program = try Program(text)
    let (graph, output) = (program.graph, program.outputs[0])
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, value) in program.inputTensors {
      try evaluation.setElements(value.elements, of: node)
    }
    evaluation.forward()
    try evaluation.reverse(from: output)
    let inputs = program.inputTensors.keys.filter { graph.hasAdjoint($0) }.sorted()
    let derivative = try graph.adjointGraph(from: output, by: inputs)
    var values: [NodeID: Tensor<Double>] = [:]
    for (node, value) in program.inputTensors {
      values[try #require(derivative.copy(of: node))] = value
    }
    let adjoints = try inputs.map { try #require(derivative.derivative(of: $0)) }
    let written = try ProgramPrinter.text(
      of: derivative.graph, outputs: adjoints, values: values)
    let again = try Program(written)
    var run = try Evaluation<Double>(of: again.graph)
    for (node, value) in again.inputTensors { try run.setElements(value.elements, of: node) }
    run.forward()
    for (input, output) in zip(inputs, again.outputs) {
      let (found, expected) = (run.value(of: output), evaluation.adjoint(of: input))
      #expect(found.shape == expected.shape, "\(written)")
      for (found, expected) in zip(found.elements, expected.elements) {
        #expect((found - expected).magnitude <= 1e-12 * max(1, expected.magnitude), "\(written)")
      }
    }
  }

  @Test func `the derivative of the first example reads like the notes`() throws {
    let program = try Program("x = 2; y = 3; z = x*y + sin(x)")
    let inputs = program.inputTensors.keys.sorted()
    let derivative = try program.graph.adjointGraph(from: program.outputs[0], by: inputs)
    let text = try ProgramPrinter.text(
      of: derivative.graph, outputs: inputs.compactMap { derivative.derivative(of: $0) })
    #expect(
      text == """
        x = 1
        y = 1
        gz = 1
        gb = gz
        ga = gz
        z = x*y + sin(x)
        gx = gz*cos(x) + gz*y
        gy = gz*x
        output gx, gy
        """)
  }
}
