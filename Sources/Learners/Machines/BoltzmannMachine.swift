package import Autodiff
import Learning

/// A restricted Boltzmann machine: visible and hidden units that are on or off, each tied to all of the
/// other kind, with an energy for each of their states.
///
/// ```
/// E(v, h) = -b·v - c·h - h·W·v              p(v, h) ~ exp(-E(v, h))
/// p(hⱼ = 1 | v) = σ(cⱼ + Wⱼ·v)              p(vᵢ = 1 | h) = σ(bᵢ + h·Wᵢ)
/// F(v) = -b·v - Σ softplus(cⱼ + Wⱼ·v)       the free energy: p(v) ~ exp(-F(v))
/// ```
///
/// Smolensky 1986; Hinton, "Training products of experts by minimizing contrastive divergence", 2002.
package struct BoltzmannMachine<Element: Scalar>: Sendable {
  package let visible: Int
  package let hidden: Int
  /// W, hidden × visible, row by row; b and c.
  package var parameters: [[Element]]

  package var weights: [Element] { parameters[0] }
  package var visibleBiases: [Element] { parameters[1] }
  package var hiddenBiases: [Element] { parameters[2] }

  package init(visible: Int, hidden: Int) {
    self.visible = visible
    self.hidden = hidden
    parameters = [visible * hidden, visible, hidden].map { Array(repeating: 0, count: $0) }
  }
}

/// A machine's conditional probabilities for many states at once: a graph up, and one down.
package struct MachineLayers<Element: Scalar> {
  /// Over examples, most of whose numbers may be 0.
  private var upFromExamples: MachineLayer<Element>
  private var up: MachineLayer<Element>
  private var down: MachineLayer<Element>

  /// - Parameter isSparse: Whether most numbers of an example are 0.
  package init(
    _ machine: BoltzmannMachine<Element>, rows: Int, isSparse: Bool = false
  ) throws(GraphError) {
    upFromExamples = try MachineLayer(
      rows: rows, from: machine.visible, to: machine.hidden, goesUp: true, isSparse: isSparse)
    up = try MachineLayer(rows: rows, from: machine.visible, to: machine.hidden, goesUp: true)
    down = try MachineLayer(rows: rows, from: machine.hidden, to: machine.visible, goesUp: false)
    try upFromExamples.take(machine.weights, machine.hiddenBiases)
    try up.take(machine.weights, machine.hiddenBiases)
    try down.take(machine.weights, machine.visibleBiases)
  }

  /// The probabilities that the hidden units are on, a row for each row of visible states.
  package mutating func hidden(of visible: [Element]) throws(GraphError) -> [Element] {
    try up.run(visible)
  }

  /// The same for rows of examples.
  package mutating func hidden(ofExamples rows: [Element]) throws(GraphError) -> [Element] {
    try upFromExamples.run(rows)
  }

  /// The probabilities that the visible units are on, a row for each row of hidden states.
  package mutating func visible(of hidden: [Element]) throws(GraphError) -> [Element] {
    try down.run(hidden)
  }
}

extension RandomNumberGenerator {
  /// States that are on with these probabilities.
  mutating func states<Element: Scalar>(_ probabilities: [Element]) -> [Element] {
    probabilities.map { Element(unit()) < $0 ? 1 : 0 }
  }
}

/// `σ(x @ Wᵀ + c)` or `σ(h @ W + b)` as a graph.
private struct MachineLayer<Element: Scalar> {
  private var evaluation: Evaluation<Element>
  private let states: NodeID
  private let weights: NodeID
  private let biases: NodeID
  private let probabilities: NodeID

  init(
    rows: Int, from width: Int, to units: Int, goesUp: Bool, isSparse: Bool = false
  ) throws(GraphError) {
    guard let rowShape = Shape([rows, width]), let biasShape = Shape([units]),
      let weightShape = Shape(goesUp ? [units, width] : [width, units])
    else { throw .tooLarge }
    var builder = GraphBuilder()
    states = try builder.input("x", shape: rowShape, isData: true)
    weights = try builder.input("W", shape: weightShape, isData: true)
    biases = try builder.input("b", shape: biasShape, isData: true)
    let transposition = goesUp ? [0, 1] : [0, 0]
    let product = try builder.node(
      .matrixProduct, [states, weights], attributes: transposition + (isSparse ? [1] : []))
    let sums = try builder.node(.add, [product, biases])
    probabilities = try builder.node(.sigmoid, [sums])
    evaluation = try Evaluation(of: builder.graph)
  }

  mutating func take(_ weights: [Element], _ biases: [Element]) throws(GraphError) {
    try evaluation.setElements(weights, of: self.weights)
    try evaluation.setElements(biases, of: self.biases)
  }

  mutating func run(_ rows: [Element]) throws(GraphError) -> [Element] {
    try evaluation.setElements(rows, of: states)
    evaluation.forward()
    return evaluation.value(of: probabilities).elements
  }
}
