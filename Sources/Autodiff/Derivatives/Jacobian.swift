/// All derivatives of a node's elements by the elements of inputs, as a matrix.
///
/// A forward sweep gives a column, a reverse sweep a row; whichever takes fewer sweeps is chosen
/// unless one is asked for.
public struct Jacobian<Element: Scalar>: Sendable {
  /// The node that is differentiated; its elements are the rows.
  public let output: NodeID
  /// The inputs it is differentiated by; their elements, one input after another, are the columns.
  public let inputs: [NodeID]
  /// How the sweeps ran.
  public let mode: SweepMode
  /// What either mode would cost.
  public let costs: ModeCosts
  /// The derivatives, row by row.
  public let elements: [Element]
  private let outputShape: Shape
  private let inputShapes: [Shape]

  /// The number of rows.
  public var rows: Int { costs.outputElements }
  /// The number of columns.
  public var columns: Int { costs.inputElements }
  /// How many sweeps it took.
  public var sweeps: Int { costs.sweeps(mode) }

  /// Computes the Jacobian at the inputs of an evaluation.
  ///
  /// - Parameter mode: The mode to use; the cheaper one unless given.
  public init(
    of output: NodeID, by inputs: [NodeID], at point: Evaluation<Element>, mode: SweepMode? = nil
  ) throws(GraphError) {
    let graph = point.graph
    costs = try ModeCosts(of: output, by: inputs, in: graph)
    for input in inputs where graph.operation(of: input) != .input { throw .notAnInput(input) }
    guard Shape([costs.outputElements, costs.inputElements]) != nil else { throw .tooLarge }
    self.output = output
    self.inputs = inputs
    self.mode = mode ?? costs.cheaper
    outputShape = graph.shape(of: output)
    inputShapes = inputs.map { graph.shape(of: $0) }
    var evaluation = point
    evaluation.forward()
    elements =
      switch self.mode {
      case .forward: try evaluation.jacobianByColumns(of: output, by: inputs)
      case .reverse: try evaluation.jacobianByRows(of: output, by: inputs)
      }
  }

  private init(
    output: NodeID, inputs: [NodeID], mode: SweepMode, costs: ModeCosts, elements: [Element],
    outputShape: Shape, inputShapes: [Shape]
  ) {
    self.output = output
    self.inputs = inputs
    self.mode = mode
    self.costs = costs
    self.elements = elements
    self.outputShape = outputShape
    self.inputShapes = inputShapes
  }

  /// The derivative of one element of the output by one of the inputs.
  public subscript(row: Int, column: Int) -> Element {
    precondition((0..<rows).contains(row), "there is no row \(row) among \(rows)")
    precondition((0..<columns).contains(column), "there is no column \(column) among \(columns)")
    return elements[row * columns + column]
  }

  /// The derivatives by one input, under the output's axes followed by the input's; `nil` when the
  /// Jacobian is not by that input.
  public func block(by input: NodeID) -> Tensor<Element>? {
    guard let place = inputs.firstIndex(of: input),
      let shape = Shape(outputShape.extents + inputShapes[place].extents)
    else { return nil }
    let first = inputShapes[..<place].reduce(0) { $0 + $1.count }
    let block = (0..<rows).flatMap { row in
      elements[(row * columns + first)..<(row * columns + first + inputShapes[place].count)]
    }
    return Tensor(unchecked: block, shape: shape)
  }
}

extension Jacobian {
  /// The same numbers in double precision.
  func inDouble() -> Jacobian<Double> {
    Jacobian<Double>(
      output: output, inputs: inputs, mode: mode, costs: costs,
      elements: elements.map { Double($0) }, outputShape: outputShape, inputShapes: inputShapes)
  }
}

extension Evaluation {
  /// One tangent sweep for each element of the inputs.
  fileprivate mutating func jacobianByColumns(
    of output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> [Element] {
    let columns = inputs.reduce(0) { $0 + graph.shape(of: $1).count }
    var elements = Array(repeating: Element(0), count: graph.shape(of: output).count * columns)
    var column = 0
    for input in inputs {
      var direction = Array(repeating: Element(0), count: graph.shape(of: input).count)
      for place in direction.indices {
        direction[place] = 1
        try pushforward(along: [(input, direction)])
        direction[place] = 0
        for (row, element) in tangent(of: output).elements.enumerated() {
          elements[row * columns + column] = element
        }
        column += 1
      }
    }
    return elements
  }

  /// One reverse sweep for each element of the output.
  fileprivate mutating func jacobianByRows(
    of output: NodeID, by inputs: [NodeID]
  ) throws(GraphError) -> [Element] {
    var elements: [Element] = []
    var seed = Array(repeating: Element(0), count: graph.shape(of: output).count)
    for row in seed.indices {
      seed[row] = 1
      try reverse(from: output, seed: seed)
      seed[row] = 0
      for input in inputs { elements += adjoint(of: input).elements }
    }
    return elements
  }
}
