import Autodiff
import Testing

@Suite struct JacobianTests {
  /// `y = tanh(W x + b)`, with 3 results and 2 + 6 + 3 input elements.
  private func layer() throws -> (evaluation: Evaluation<Double>, inputs: [NodeID], y: NodeID) {
    var graph = Graph()
    let x = try graph.appendInput(#require(Shape([2])))
    let weights = try graph.appendInput(#require(Shape([3, 2])))
    let bias = try graph.appendInput(#require(Shape([3])))
    let product = try graph.append(.matrixProduct, [weights, x])
    let y = try graph.append(.tanh, [graph.append(.add, [product, bias])])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements([0.5, -1], of: x)
    try evaluation.setElements([1, 2, -1, 0.5, 0.25, -0.75], of: weights)
    try evaluation.setElements([0.1, -0.2, 0.3], of: bias)
    return (evaluation, [x, weights, bias], y)
  }

  @Test func `both directions give one matrix, and the cheaper one is chosen`() throws {
    let (evaluation, inputs, y) = try layer()
    let forward = try Jacobian(of: y, by: inputs, at: evaluation, mode: .forward)
    let reverse = try Jacobian(of: y, by: inputs, at: evaluation, mode: .reverse)
    let chosen = try Jacobian(of: y, by: inputs, at: evaluation)
    #expect((forward.sweeps, reverse.sweeps) == (11, 3))
    #expect((chosen.mode, chosen.sweeps) == (.reverse, 3))
    #expect((chosen.rows, chosen.columns) == (3, 11))
    #expect(
      zip(forward.elements, reverse.elements).allSatisfy {
        ($0 - $1).magnitude <= 1e-14
      })
    let few = try Jacobian(of: y, by: [inputs[0]], at: evaluation)
    #expect((few.mode, few.sweeps) == (.forward, 2))
    #expect(few.costs.operations(.forward) == 6)
    #expect(few.costs.operations(.reverse) == 9)
  }

  @Test(arguments: [SweepMode.forward, .reverse])
  func `the Jacobian of a product with a matrix is the matrix`(_ mode: SweepMode) throws {
    var graph = Graph()
    let weights = try graph.appendConstant([1, 2, 3, 4, 5, 6], shape: #require(Shape([2, 3])))
    let x = try graph.appendInput(#require(Shape([3])))
    let y = try graph.append(.matrixProduct, [weights, x])
    let jacobian = try Jacobian(of: y, by: [x], at: try Evaluation<Double>(of: graph), mode: mode)
    #expect(jacobian.elements == [1, 2, 3, 4, 5, 6])
    #expect(jacobian[1, 2] == 6)
    #expect(jacobian.block(by: x)?.shape.extents == [2, 3])
    #expect(jacobian.block(by: y) == nil)
  }

  @Test func `a block has the axes of the output before those of the input`() throws {
    let (evaluation, inputs, y) = try layer()
    let jacobian = try Jacobian(of: y, by: inputs, at: evaluation)
    let block = try #require(jacobian.block(by: inputs[1]))
    #expect(block.shape.extents == [3, 3, 2])
    // The second result varies with the second row of the weights alone.
    let second = Array(block.elements[6..<12])
    #expect(second[0...1] == [0, 0])
    #expect(second[4...5] == [0, 0])
    #expect(second[2] == jacobian[1, 4])
    #expect(second[2] != 0)
  }

  @Test func `data and idle inputs have columns of zeros in both directions`() throws {
    var graph = Graph()
    let (x, data) = (try graph.appendInput(), try graph.appendInput(isData: true))
    let y = try graph.append(.multiply, [x, data])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(2, of: x)
    try evaluation.setValue(3, of: data)
    for mode in [SweepMode.forward, .reverse] {
      let jacobian = try Jacobian(of: y, by: [x, data], at: evaluation, mode: mode)
      #expect(jacobian.elements == [3, 0])
    }
  }

  @Test func `what is no input is refused`() throws {
    let (evaluation, _, y) = try layer()
    for mode in [SweepMode.forward, .reverse] {
      #expect(throws: GraphError.notAnInput(y)) {
        try Jacobian(of: y, by: [y], at: evaluation, mode: mode)
      }
    }
  }
}
