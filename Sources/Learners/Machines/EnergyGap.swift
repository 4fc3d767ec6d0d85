import Autodiff

/// The visible states of some rows, and the probabilities of the hidden units given them.
struct MachineStates<Element> {
  let visible: UnsafeMutableBufferPointer<Element>
  let hidden: UnsafeMutableBufferPointer<Element>
}

/// The gradient of how much lower a machine's energy is for examples than for what it makes of them:
/// contrastive divergence.
///
/// ```
/// E(v, h) = -b·v - c·h - h·W·v                    with h the probabilities given v
/// gap = mean E(v₀, h₀) - mean E(vₖ, hₖ)           ∂gap/∂W = ⟨hᵀ·v⟩ₖ - ⟨hᵀ·v⟩₀
/// ```
///
/// vₖ, where k steps of a chain from v₀ lead, counts as data: that it changes with the weights, too, is
/// passed over, which is what makes the divergence contrastive. So do the probabilities: the energy's
/// derivative with them held is the free energy's with them free.
///
/// With all of them held the gap is linear in W, b and c. Its gradient is the same wherever these are, so that
/// they are not set, and there is no forward sweep.
struct EnergyGap<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  /// W, b and c.
  private let parameters: [NodeID]
  /// v₀ above vₖ, and h₀ above -hₖ.
  private let visible: NodeID
  private let hidden: NodeID
  private let gap: NodeID

  init(_ machine: BoltzmannMachine<Element>, rows: Int) throws(GraphError) {
    let (units, pixels) = (machine.hidden, machine.visible)
    var builder = GraphBuilder()
    visible = try builder.input("v", shape: Self.shape([2 * rows, pixels]), isData: true)
    hidden = try builder.input("h", shape: Self.shape([2 * rows, units]), isData: true)
    let weights = try builder.input("W", shape: Self.shape([units, pixels]))
    let visibleBiases = try builder.input("b", shape: Self.shape([pixels]))
    let hiddenBiases = try builder.input("c", shape: Self.shape([units]))
    parameters = [weights, visibleBiases, hiddenBiases]
    let signs = (0..<2 * rows).map { $0 < rows ? 1.0 : -1.0 }
    let sums = try builder.node(.matrixProduct, [visible, weights], attributes: [0, 1])
    let terms = [
      try builder.node(.sum, [try builder.node(.multiply, [hidden, sums])]),
      try builder.node(.sum, [try builder.node(.matrixProduct, [hidden, hiddenBiases])]),
      try builder.node(
        .matrixProduct,
        [
          try builder.constant(signs, shape: Self.shape([2 * rows])),
          try builder.node(.matrixProduct, [visible, visibleBiases]),
        ]),
    ]
    let sum = try builder.node(.add, [try builder.node(.add, [terms[0], terms[1]]), terms[2]])
    gap = try builder.node(.divide, [sum, try builder.constant([-Double(rows)])])
    evaluation = try Evaluation(of: builder.graph)
  }

  private static func shape(_ extents: [Int]) throws(GraphError) -> Shape {
    guard let shape = Shape(extents) else { throw .tooLarge }
    return shape
  }

  /// Works out the gradient of the gap between v₀ with h₀ and vₖ with hₖ.
  mutating func run(
    from first: MachineStates<Element>, to last: MachineStates<Element>
  ) throws(GraphError) {
    evaluation.withMutableElements(of: visible) { visible in
      _ = visible.update(fromContentsOf: first.visible)
      _ = visible[first.visible.count...].update(fromContentsOf: last.visible)
    }
    evaluation.withMutableElements(of: hidden) { hidden in
      _ = hidden.update(fromContentsOf: first.hidden)
      for place in last.hidden.indices { hidden[first.hidden.count + place] = -last.hidden[place] }
    }
    try evaluation.reverse(from: gap)
  }

  /// Where the gradients by W, b and c lie.
  mutating func gradients() -> [UnsafeBufferPointer<Element>] {
    parameters.map { evaluation.addresses(of: $0).adjoints }
  }
}
