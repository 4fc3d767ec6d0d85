import Autodiff

/// The free energies of some visible states, as a graph: `F(v) = -b·v - Σ softplus(cⱼ + Wⱼ·v)`.
struct FreeEnergy<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  private let states: NodeID
  private let energies: NodeID

  init(_ machine: BoltzmannMachine<Element>, rows: Int) throws(GraphError) {
    var builder = GraphBuilder()
    guard let rowShape = Shape([rows, machine.visible]),
      let weightShape = Shape([machine.hidden, machine.visible]),
      let visibleShape = Shape([machine.visible]), let hiddenShape = Shape([machine.hidden])
    else { throw .tooLarge }
    states = try builder.input("v", shape: rowShape, isData: true)
    let weights = try builder.input("W", shape: weightShape)
    let visibleBiases = try builder.input("b", shape: visibleShape)
    let hiddenBiases = try builder.input("c", shape: hiddenShape)
    let product = try builder.node(.matrixProduct, [states, weights], attributes: [0, 1])
    let sums = try builder.node(.softplus, [try builder.node(.add, [product, hiddenBiases])])
    let hidden = try builder.node(.sum, [sums], attributes: [1])
    let weighed = try builder.node(.multiply, [states, visibleBiases])
    let visible = try builder.node(.sum, [weighed], attributes: [1])
    energies = try builder.node(.negate, [try builder.node(.add, [hidden, visible])])
    evaluation = try Evaluation(of: builder.graph)
    for (node, elements) in zip([weights, visibleBiases, hiddenBiases], machine.parameters) {
      try evaluation.setElements(elements, of: node)
    }
  }

  /// The free energy of each row.
  mutating func callAsFunction(_ rows: [Element]) throws(GraphError) -> [Element] {
    try evaluation.setElements(rows, of: states)
    evaluation.forward()
    return evaluation.value(of: energies).elements
  }
}
