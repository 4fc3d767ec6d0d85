/// Which way derivatives are carried through a graph.
public enum SweepMode: Hashable, Sendable {
  /// From the inputs: a sweep gives the derivatives of all results by one number.
  case forward
  /// From the results: a sweep gives the derivatives of one number by all inputs.
  case reverse
}

/// What all derivatives of m numbers by n numbers cost, forward and in reverse.
public struct ModeCosts: Hashable, Sendable {
  /// n, the number of elements of the inputs.
  public let inputElements: Int
  /// m, the number of elements of the output.
  public let outputElements: Int
  /// The operations that a sweep passes through: those that vary with the inputs and reach the output.
  public let operationsPerSweep: Int
  /// The results of these operations, number by number, which a reverse sweep finds as they were: they
  /// are kept until it has passed. A forward sweep needs none of them once it has passed.
  package let numbersKept: Double

  /// Counts what lies between the inputs and an output of a graph.
  ///
  /// - Complexity: O(n) in the number of nodes.
  public init(of output: NodeID, by inputs: [NodeID], in graph: Graph) throws(GraphError) {
    try self.init(ofAll: [output], by: inputs, in: graph)
  }

  /// The same of several outputs together.
  package init(
    ofAll outputs: [NodeID], by inputs: [NodeID], in graph: Graph
  ) throws(GraphError) {
    for node in outputs + inputs where !graph.contains(node) { throw .unknownOperand(node) }
    var inputElements = 0
    for input in inputs {
      let sum = inputElements.addingReportingOverflow(graph.shape(of: input).count)
      guard !sum.overflow else { throw .tooLarge }
      inputElements = sum.partialValue
    }
    self.inputElements = inputElements
    outputElements = outputs.reduce(0) { $0 + graph.shape(of: $1).count }
    let varies = graph.nodesVarying(with: inputs)
    let reaches = outputs.map { Reach(graph, from: $0) }
    let passed = graph.nodes.filter { node in
      varies[node.index] && reaches.contains { $0.contains(node.index) }
        && graph.operation(of: node).arity.upperBound > 0
    }
    operationsPerSweep = passed.count
    numbersKept = passed.reduce(0) { $0 + Double(graph.shape(of: $1).count) }
  }

  /// One for each input element forward, one for each output element in reverse.
  public func sweeps(_ mode: SweepMode) -> Int {
    mode == .forward ? inputElements : outputElements
  }

  /// The operations that all sweeps pass through together.
  public func operations(_ mode: SweepMode) -> Double {
    Double(sweeps(mode)) * Double(operationsPerSweep)
  }

  /// The mode with fewer sweeps; forward when they are equal, where a sweep costs less.
  public var cheaper: SweepMode { outputElements < inputElements ? .reverse : .forward }
}
