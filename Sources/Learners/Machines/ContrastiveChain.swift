import Autodiff
import Basics
import Learning

/// A machine, and its chain from some examples on, as one graph, so that the weights are there only once.
///
/// ```
/// h₀ = σ(v₀·Wᵀ + c)        sₖ = [u < hₖ₋₁]        vₖ = σ(sₖ·W + b)        hₖ = σ(vₖ·Wᵀ + c)
/// ```
struct ContrastiveChain<Element: Scalar> {
  private let visible: Int
  private let hidden: Int
  private var evaluation: Evaluation<Element>
  /// W, b and c.
  private let parameters: [NodeID]
  /// v₀, v₁, … and h₀, h₁, ….
  private let visibleStates: [NodeID]
  private let hiddenStates: [NodeID]
  /// The uniform numbers that decide which hidden units are on, for each step of the chain.
  private let draws: [NodeID]

  /// - Parameters:
  ///   - steps: k.
  ///   - isSparse: Whether most numbers of an example are 0.
  init(
    _ machine: BoltzmannMachine<Element>, rows: Int, steps: Int, isSparse: Bool = false
  ) throws(GraphError) {
    (visible, hidden) = (machine.visible, machine.hidden)
    var graph = try ChainGraph(rows: rows, visible: visible, hidden: hidden)
    var (visibleStates, draws) = ([graph.examples], [NodeID]())
    var hiddenStates = [try graph.hidden(of: graph.examples, isSparse: isSparse)]
    for step in 0..<max(steps, 1) {
      let drawn = try graph.visible(drawnFrom: hiddenStates[step], step: step + 1)
      draws.append(drawn.draws)
      visibleStates.append(drawn.visible)
      hiddenStates.append(try graph.hidden(of: drawn.visible))
    }
    parameters = [graph.weights, graph.visibleBiases, graph.hiddenBiases]
    (self.visibleStates, self.hiddenStates, self.draws) = (visibleStates, hiddenStates, draws)
    evaluation = try Evaluation(of: graph.builder.graph)
    try take(machine)
  }

  /// Takes over a machine's weights.
  mutating func take(_ machine: BoltzmannMachine<Element>) throws(GraphError) {
    for (node, elements) in zip(parameters, machine.parameters) {
      try evaluation.setElements(elements, of: node)
    }
  }

  /// The machine as it is now.
  var machine: BoltzmannMachine<Element> {
    var machine = BoltzmannMachine<Element>(visible: visible, hidden: hidden)
    machine.parameters = parameters.map { evaluation.value(of: $0).elements }
    return machine
  }

  /// Lets the chain run from examples, which `load` puts where they are to lie, row by row.
  mutating func run(
    drawing generator: inout SplitMix64,
    from load: (UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    evaluation.withMutableElements(of: visibleStates[0], load)
    for node in draws {
      evaluation.withMutableElements(of: node) { draws in
        for place in draws.indices { draws[place] = Element(Self.unit(&generator)) }
      }
    }
    evaluation.forward()
  }

  /// The same number as `unit()`, which cannot be put in the place of its call from another module.
  @inline(__always)
  private static func unit(_ generator: inout SplitMix64) -> Float {
    Float(generator.next() >> 40) * 0x1p-24
  }

  /// Where the states after so many steps of the chain lie, of which there are as many as were asked for;
  /// after none they are the examples.
  mutating func states(afterStep step: Int) -> MachineStates<Element> {
    MachineStates(
      visible: evaluation.addresses(of: visibleStates[step]).values,
      hidden: evaluation.addresses(of: hiddenStates[step]).values)
  }

  /// Where the states at the end of the chain lie.
  mutating func lastStates() -> MachineStates<Element> { states(afterStep: draws.count) }

  /// Where W, b and c lie.
  mutating func elements() -> [UnsafeMutableBufferPointer<Element>] {
    parameters.map { evaluation.addresses(of: $0).values }
  }
}

/// The graph of a chain while it is built.
private struct ChainGraph {
  private let drawShape: Shape
  var builder = GraphBuilder()
  let examples: NodeID
  let weights: NodeID
  let visibleBiases: NodeID
  let hiddenBiases: NodeID

  init(rows: Int, visible: Int, hidden: Int) throws(GraphError) {
    guard let exampleShape = Shape([rows, visible]), let drawShape = Shape([rows, hidden]),
      let weightShape = Shape([hidden, visible]), let visibleShape = Shape([visible]),
      let hiddenShape = Shape([hidden])
    else { throw .tooLarge }
    self.drawShape = drawShape
    examples = try builder.input("v", shape: exampleShape, isData: true)
    weights = try builder.input("W", shape: weightShape, isData: true)
    visibleBiases = try builder.input("b", shape: visibleShape, isData: true)
    hiddenBiases = try builder.input("c", shape: hiddenShape, isData: true)
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
    drawnFrom hidden: NodeID, step: Int
  ) throws(GraphError) -> (draws: NodeID, visible: NodeID) {
    let draws = try builder.input("u\(step)", shape: drawShape, isData: true)
    let drawn = try builder.node(.less, [draws, hidden])
    let product = try builder.node(.matrixProduct, [drawn, weights])
    return (
      draws, try builder.node(.sigmoid, [try builder.node(.add, [product, visibleBiases])])
    )
  }
}
