import Autodiff

/// The derivatives of several nodes by several inputs at once: a forward sweep for each element of
/// the inputs, or a reverse sweep for each element of the nodes, whichever are fewer.
struct CutJacobian {
  private let outputs: [NodeID]
  private let inputs: [NodeID]
  private let rows: Int
  private let columns: Int
  /// The numbers that all sweeps compute together.
  package let work: Double

  init(of outputs: [NodeID], by inputs: [NodeID], in graph: Graph) {
    self.outputs = outputs
    self.inputs = inputs
    rows = outputs.reduce(0) { $0 + graph.shape(of: $1).count }
    columns = inputs.reduce(0) { $0 + graph.shape(of: $1).count }
    work = Double(min(rows, columns)) * graph.elementCount
  }

  /// The derivatives at the inputs of an evaluation, row by row.
  package func elements(at point: AnyEvaluation) throws(GraphError) -> [Double] {
    var evaluation = point
    evaluation.forward()
    return rows < columns ? try byRows(&evaluation) : try byColumns(&evaluation)
  }

  private func byRows(_ evaluation: inout AnyEvaluation) throws(GraphError) -> [Double] {
    var elements: [Double] = []
    for output in outputs {
      var seed = evaluation.value(of: output).elements.map { _ in 0.0 }
      for place in seed.indices {
        seed[place] = 1
        try evaluation.reverse(from: output, seed: seed)
        seed[place] = 0
        for input in inputs { elements += evaluation.adjoint(of: input).elements }
      }
    }
    return elements
  }

  private func byColumns(_ evaluation: inout AnyEvaluation) throws(GraphError) -> [Double] {
    var elements = Array(repeating: 0.0, count: rows * columns)
    var column = 0
    for input in inputs {
      var direction = evaluation.value(of: input).elements.map { _ in 0.0 }
      for place in direction.indices {
        direction[place] = 1
        try evaluation.pushforward(along: [(input, direction)])
        direction[place] = 0
        let tangents = outputs.flatMap { evaluation.tangent(of: $0).elements }
        for (row, tangent) in tangents.enumerated() { elements[row * columns + column] = tangent }
        column += 1
      }
    }
    return elements
  }
}

extension Graph {
  /// The numbers that a sweep over all nodes computes.
  var elementCount: Double { nodes.reduce(0) { $0 + Double(shape(of: $1).count) } }
}
