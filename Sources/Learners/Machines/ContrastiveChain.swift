import Autodiff
import Basics
import Learning

/// A machine, and its chain from some examples on.
///
/// ```
/// h₀ = σ(v₀·Wᵀ + c)        sₖ = [u < hₖ₋₁]        vₖ = σ(sₖ·W + b)        hₖ = σ(vₖ·Wᵀ + c)
/// ```
///
/// The examples and the first step are one graph, so that the weights are there only once where a chain has one
/// step, as most have. All further steps are done in one place, one after the other: what they take does not
/// grow with the chain.
struct ContrastiveChain<Element: Scalar> {
  private let visible: Int
  private let hidden: Int
  private let steps: Int
  private var first: ChainPart<Element>
  private var further: ChainPart<Element>?

  /// - Parameters:
  ///   - steps: k.
  ///   - isSparse: Whether most numbers of an example are 0.
  init(
    _ machine: BoltzmannMachine<Element>, rows: Int, steps: Int, isSparse: Bool = false
  ) throws(GraphError) {
    (visible, hidden) = (machine.visible, machine.hidden)
    self.steps = max(steps, 1)
    var graph = try ChainGraph(rows: rows, visible: visible, hidden: hidden)
    let examples = try graph.examples()
    let probabilities = try graph.hidden(of: examples, isSparse: isSparse)
    first = try ChainPart(graph, startingFrom: examples, probabilities: probabilities)
    if steps > 1 {
      var graph = try ChainGraph(rows: rows, visible: visible, hidden: hidden)
      let probabilities = try graph.probabilities()
      further = try ChainPart(graph, startingFrom: probabilities, probabilities: probabilities)
    }
    try take(machine)
  }

  /// Takes over a machine's weights.
  mutating func take(_ machine: BoltzmannMachine<Element>) throws(GraphError) {
    try first.take(machine.parameters)
  }

  /// The machine as it is now.
  var machine: BoltzmannMachine<Element> {
    var machine = BoltzmannMachine<Element>(visible: visible, hidden: hidden)
    machine.parameters = first.parameters
    return machine
  }

  /// Lets the chain run from examples, which `load` puts where they are to lie, row by row.
  mutating func run(
    drawing generator: inout SplitMix64,
    from load: (UnsafeMutableBufferPointer<Element>) -> Void
  ) throws(GraphError) {
    first.run(drawing: &generator, from: load)
    guard further != nil else { return }
    try further?.take(first.parameters)
    var probabilities = first.made().hidden
    for _ in 1..<steps {
      further?.run(drawing: &generator) { _ = $0.update(fromContentsOf: probabilities) }
      probabilities = further?.made().hidden ?? probabilities
    }
  }

  /// Where the examples lie, and the probabilities of the hidden units given them.
  mutating func examples() -> MachineStates<Element> { first.start() }

  /// Where the states after one step lie.
  mutating func reconstruction() -> MachineStates<Element> { first.made() }

  /// Where the states at the end of the chain lie.
  mutating func lastStates() -> MachineStates<Element> { further?.made() ?? first.made() }

  /// Where W, b and c lie.
  mutating func elements() -> [UnsafeMutableBufferPointer<Element>] { first.elements() }
}

/// A step of a chain, with what it starts from.
private struct ChainPart<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  private let weights: [NodeID]
  private let source: NodeID
  private let probabilities: NodeID
  /// The uniform numbers that decide which hidden units are on.
  private let draws: NodeID
  private let visible: NodeID
  private let hidden: NodeID

  /// Adds the step that starts from the probabilities of hidden units, which are the source or computed from
  /// it.
  init(
    _ graph: ChainGraph, startingFrom source: NodeID, probabilities: NodeID
  ) throws(GraphError) {
    var graph = graph
    (draws, visible) = try graph.visible(drawnFrom: probabilities)
    hidden = try graph.hidden(of: visible)
    (self.source, self.probabilities) = (source, probabilities)
    weights = [graph.weights, graph.visibleBiases, graph.hiddenBiases]
    evaluation = try Evaluation(of: graph.builder.graph)
  }

  /// W, b and c.
  var parameters: [[Element]] { weights.map { evaluation.value(of: $0).elements } }

  mutating func take(_ parameters: [[Element]]) throws(GraphError) {
    for (node, elements) in zip(weights, parameters) {
      try evaluation.setElements(elements, of: node)
    }
  }

  mutating func run(
    drawing generator: inout SplitMix64,
    from load: (UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    evaluation.withMutableElements(of: source, load)
    evaluation.withMutableElements(of: draws) { draws in
      for place in draws.indices { draws[place] = Element(Self.unit(&generator)) }
    }
    evaluation.forward()
  }

  /// The same number as `unit()`, which cannot be put in the place of its call from another module.
  @inline(__always)
  private static func unit(_ generator: inout SplitMix64) -> Float {
    Float(generator.next() >> 40) * 0x1p-24
  }

  mutating func start() -> MachineStates<Element> { states(source, probabilities) }
  mutating func made() -> MachineStates<Element> { states(visible, hidden) }
  mutating func elements() -> [UnsafeMutableBufferPointer<Element>] {
    weights.map { evaluation.addresses(of: $0).values }
  }

  private mutating func states(_ visible: NodeID, _ hidden: NodeID) -> MachineStates<Element> {
    MachineStates(
      visible: evaluation.addresses(of: visible).values,
      hidden: evaluation.addresses(of: hidden).values)
  }
}

/// The graph of a part of a chain while it is built.
private struct ChainGraph {
  private let visibleStates: Shape
  private let hiddenStates: Shape
  var builder = GraphBuilder()
  let weights: NodeID
  let visibleBiases: NodeID
  let hiddenBiases: NodeID

  init(rows: Int, visible: Int, hidden: Int) throws(GraphError) {
    guard let visibleStates = Shape([rows, visible]), let hiddenStates = Shape([rows, hidden]),
      let weightShape = Shape([hidden, visible]), let visibleShape = Shape([visible]),
      let hiddenShape = Shape([hidden])
    else { throw .tooLarge }
    (self.visibleStates, self.hiddenStates) = (visibleStates, hiddenStates)
    weights = try builder.input("W", shape: weightShape, isData: true)
    visibleBiases = try builder.input("b", shape: visibleShape, isData: true)
    hiddenBiases = try builder.input("c", shape: hiddenShape, isData: true)
  }

  /// The visible states that a chain starts from.
  mutating func examples() throws(GraphError) -> NodeID {
    try builder.input("v", shape: visibleStates, isData: true)
  }

  /// The probabilities of hidden units that the step before has led to.
  mutating func probabilities() throws(GraphError) -> NodeID {
    try builder.input("h", shape: hiddenStates, isData: true)
  }

  /// The probabilities of the hidden units given visible ones.
  mutating func hidden(of visible: NodeID, isSparse: Bool = false) throws(GraphError) -> NodeID {
    let product = try builder.node(
      .matrixProduct, [visible, weights], attributes: [0, 1] + (isSparse ? [1] : []))
    return try builder.node(.sigmoid, [try builder.node(.add, [product, hiddenBiases])])
  }

  /// The probabilities of the visible units given hidden ones that are drawn: on where a uniform number is
  /// below the probability.
  mutating func visible(
    drawnFrom hidden: NodeID
  ) throws(GraphError) -> (draws: NodeID, visible: NodeID) {
    let draws = try builder.input("u", shape: hiddenStates, isData: true)
    let drawn = try builder.node(.less, [draws, hidden])
    let product = try builder.node(.matrixProduct, [drawn, weights])
    return (
      draws, try builder.node(.sigmoid, [try builder.node(.add, [product, visibleBiases])])
    )
  }
}
