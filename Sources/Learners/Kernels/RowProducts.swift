import Autodiff

/// The products of each of some rows with each of others, as a graph of one node.
struct RowProducts<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  private let left: NodeID
  private let right: NodeID
  private let product: NodeID

  /// Products of `rows` rows with those of a matrix, all as wide.
  init(rows: Int, with matrix: [Element], width: Int) throws(GraphError) {
    let others = matrix.count / max(width, 1)
    guard let leftShape = Shape([rows, width]), let rightShape = Shape([others, width])
    else { throw .tooLarge }
    var builder = GraphBuilder()
    left = try builder.input("x", shape: leftShape, isData: true)
    right = try builder.input("y", shape: rightShape, isData: true)
    product = try builder.node(.matrixProduct, [left, right], attributes: [0, 1])
    evaluation = try Evaluation(of: builder.graph)
    try evaluation.setElements(matrix, of: right)
  }

  /// The products, row by row.
  mutating func callAsFunction(_ rows: [Element]) throws(GraphError) -> [Element] {
    try evaluation.setElements(rows, of: left)
    evaluation.forward()
    return evaluation.value(of: product).elements
  }
}
