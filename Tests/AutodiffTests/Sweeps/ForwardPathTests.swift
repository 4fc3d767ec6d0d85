import TestSupport
import Testing

@testable import Autodiff

@Suite struct ForwardPathTests {
  /// Scalars, tensors, a node that does not lead to the output and one that depends on nothing.
  @Test func `what lies on the path is all that has to be computed again`() throws {
    var builder = GraphBuilder()
    let (x, y) = (try builder.input("x"), try builder.input("y"))
    let v = try builder.input("v", shape: try #require(Shape([3])))
    let sine = try builder.node(.sin, [y])
    let product = try builder.node(.multiply, [x, sine])
    let scaled = try builder.node(.multiply, [v, product])
    let unused = try builder.node(.exp, [x])
    let other = try builder.node(.sum, [v])
    let output = try builder.node(.add, [builder.node(.sum, [scaled]), other])
    var evaluation = try Evaluation<Double>(of: builder.graph)
    try evaluation.setValue(2, of: x)
    try evaluation.setValue(0.5, of: y)
    try evaluation.setElements([1, -2, 4], of: v)
    evaluation.forward()
    let needed = builder.graph.needed(by: output)
    #expect(!needed.indices.contains(unused.index) || !needed[unused.index])
    let path = ForwardPath(evaluation.plan, from: [x], needed: needed)
    let onPath = builder.graph.nodes.filter(path.contains)
    #expect(!onPath.contains(sine) && !onPath.contains(other) && !onPath.contains(unused))
    #expect(onPath.contains(product) && onPath.contains(scaled) && onPath.contains(output))
    var whole = evaluation
    for value in [3.0, -1, 2] {
      try evaluation.setValue(value, of: x)
      try whole.setValue(value, of: x)
      evaluation.forward(along: path)
      whole.forward()
      #expect(evaluation.value(of: output) == whole.value(of: output))
    }
  }
}
