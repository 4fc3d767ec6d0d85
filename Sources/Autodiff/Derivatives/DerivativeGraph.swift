/// A program together with one of its derivatives, as one graph of ordinary operations.
///
/// The program comes first, node by node, with its names; behind it follow the nodes that compute the
/// derivative, named as one writes them by hand: `gz`, `gb`, `ga`, … for adjoints, `dx`, `da`, … for
/// tangents. It can be run, printed as a program, and differentiated again.
public struct DerivativeGraph: Sendable {
  /// The program and its derivative.
  public let graph: Graph
  /// The inputs that hold what the derivative starts from: the adjoint of the output, or the tangents
  /// of the inputs that move. Each stands for a node of the program.
  public let seeds: [(node: NodeID, input: NodeID)]
  private let copies: [NodeID]
  private let derivatives: [NodeID: NodeID]
  private let names: [NodeID: String]

  init(
    graph: Graph, seeds: [(node: NodeID, input: NodeID)], copies: [NodeID],
    derivatives: [NodeID: NodeID], names: [NodeID: String]
  ) {
    self.names = names
    self.graph = graph
    self.seeds = seeds
    self.copies = copies
    self.derivatives = derivatives
  }

  /// Where a node of the program is in this graph; inputs have moved to the front.
  public func copy(of node: NodeID) -> NodeID? {
    copies.indices.contains(node.index) ? copies[node.index] : nil
  }

  /// The node that holds the adjoint or tangent of a node of the program; `nil` when it is zero
  /// because nothing varies there, or when it was not asked for.
  public func derivative(of node: NodeID) -> NodeID? { derivatives[node] }

  /// The name of that derivative, such as `gx` for the adjoint of x. The node may bear that of another
  /// as well, to which it is equal, and be shown by it.
  public func name(ofDerivativeOf node: NodeID) -> String? {
    derivatives[node].flatMap { _ in names[node] }
  }

  /// The graph at the inputs of an evaluation of the program, not yet run; every seed is 1.
  public func evaluation<Element: Scalar>(
    at point: Evaluation<Element>
  ) throws(GraphError) -> Evaluation<Element> {
    var evaluation = try Evaluation<Element>(of: graph)
    for node in point.graph.nodes where point.graph.operation(of: node) == .input {
      guard let copy = copy(of: node) else { throw .unknownOperand(node) }
      try evaluation.setElements(point.value(of: node).elements, of: copy)
    }
    for (_, input) in seeds {
      let ones = Array(repeating: Element(1), count: graph.shape(of: input).count)
      try evaluation.setElements(ones, of: input)
    }
    return evaluation
  }
}
