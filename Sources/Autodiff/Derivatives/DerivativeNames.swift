/// Names for the derivatives of the nodes of a graph: `g` or `d` before the name of the node.
///
/// Every name can be typed in the formula language, is given once, and neither stands in the program
/// nor hides a function.
struct DerivativeNames {
  private let prefix: String
  private let names: NodeNames
  private var distinct: DistinctNames
  /// The names that were given, by the nodes whose derivatives bear them.
  private(set) var given: [NodeID: String] = [:]

  /// - Parameter prefix: What is put before a node's name: `g` for adjoints, `d` for tangents.
  init(of graph: Graph, prefix: String) {
    self.prefix = prefix
    names = NodeNames(of: graph)
    var taken = Set(graph.nodes.lazy.flatMap { graph.notes.names(of: $0) })
    // Without the functions, the adjoint of `elu` would be called `gelu`.
    taken.formUnion(Operation.allCases.map(\.name) + ["dot", "matmul"])
    distinct = DistinctNames(taken: taken)
  }

  /// A new name for the derivative of a node.
  mutating func name(ofDerivativeOf node: NodeID) -> String {
    let base = prefix + String(names[node].map { $0.isLetter || $0.isNumber ? $0 : "_" })
    let name = distinct.take(base)
    given[node] = name
    return name
  }
}
