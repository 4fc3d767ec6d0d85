import Autodiff

/// How much lower a machine's energy is for examples than for what it makes of them, and the gradient of
/// that: contrastive divergence.
///
/// ```
/// E(v, h) = -b·v - c·h - Σ W ∘ (hᵀ·v)          with h the probabilities given v
/// gap = mean E(v₀, h₀) - mean E(vₖ, hₖ)         ∂gap/∂W = ⟨hᵀ·v⟩ₖ - ⟨hᵀ·v⟩₀
/// ```
///
/// vₖ, where k steps of a chain from v₀ lead, counts as data: that it changes with the weights, too, is
/// passed over, which is what makes the divergence contrastive. So do the probabilities: the energy's
/// derivative with them held is the free energy's with them free.
struct EnergyGap<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  /// W, b and c.
  private let parameters: [NodeID]
  /// v₀, h₀, vₖ and hₖ.
  private let states: [NodeID]
  private let gap: NodeID

  init(_ machine: BoltzmannMachine<Element>, rows: Int) throws(GraphError) {
    let (visible, hidden) = (machine.visible, machine.hidden)
    var builder = GraphBuilder()
    var states: [NodeID] = []
    for (name, width) in [("v0", visible), ("h0", hidden), ("vk", visible), ("hk", hidden)] {
      states.append(try builder.input(name, shape: Self.shape([rows, width]), isData: true))
    }
    let weights = try builder.input("W", shape: Self.shape([hidden, visible]))
    let visibleBiases = try builder.input("b", shape: Self.shape([visible]))
    let hiddenBiases = try builder.input("c", shape: Self.shape([hidden]))
    parameters = [weights, visibleBiases, hiddenBiases]
    self.states = states
    let pairs = try builder.node(
      .subtract,
      [
        try builder.node(.matrixProduct, [states[1], states[0]], attributes: [1, 0]),
        try builder.node(.matrixProduct, [states[3], states[2]], attributes: [1, 0]),
      ])
    var sum = try builder.node(.sum, [try builder.node(.multiply, [weights, pairs])])
    for (biases, first, last) in [
      (visibleBiases, states[0], states[2]), (hiddenBiases, states[1], states[3]),
    ] {
      let difference = try builder.node(.subtract, [first, last])
      let term = try builder.node(.sum, [try builder.node(.multiply, [difference, biases])])
      sum = try builder.node(.add, [sum, term])
    }
    gap = try builder.node(.divide, [sum, try builder.constant([-Double(rows)])])
    evaluation = try Evaluation(of: builder.graph)
  }

  private static func shape(_ extents: [Int]) throws(GraphError) -> Shape {
    guard let shape = Shape(extents) else { throw .tooLarge }
    return shape
  }

  /// Works out the gap and its gradient. The states are v₀, h₀, vₖ and hₖ, row by row.
  mutating func run(
    _ machine: BoltzmannMachine<Element>, states rows: [[Element]]
  ) throws(GraphError) {
    for (node, elements) in zip(parameters, machine.parameters) {
      try evaluation.setElements(elements, of: node)
    }
    for (node, elements) in zip(states, rows) { try evaluation.setElements(elements, of: node) }
    evaluation.forward()
    try evaluation.reverse(from: gap)
  }

  /// The gap, as of the last run.
  var value: Element { evaluation.value(of: gap, at: 0) }

  /// Where the gradients by W, b and c lie.
  mutating func gradients() -> [UnsafeBufferPointer<Element>] {
    parameters.map { evaluation.addresses(of: $0).adjoints }
  }
}
