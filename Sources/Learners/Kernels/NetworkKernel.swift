import Autodiff
import Basics
import Learning

/// The tangent kernel of a network as it is before training, by one of its outputs: layer by layer
/// `(a·aᵀ + 1) ∘ (δ·δᵀ)`, where `a` is what goes into a layer and `δ` the adjoint of its sums, both from
/// the graph; the 1 is that of the biases.
///
/// An element of a Jacobian is `∂f/∂Wᵢⱼ = δᵢ·aⱼ`, so the products of rows of Jacobians are these, and
/// no Jacobian is ever stored.
struct NetworkKernel<Element: Scalar>: TangentKernel {
  private let plan: NetworkPlan
  private let parameters: [[Element]]
  private let output: Int
  private var runs: [Int: (network: Network, evaluation: Evaluation<Element>)] = [:]

  /// The kernel of a network with these parameters, by one of its outputs.
  init(_ plan: NetworkPlan, parameters: [[Element]], output: Int = 0) {
    self.plan = plan
    self.parameters = parameters
    self.output = output
  }

  mutating func factors(
    of examples: Examples, at places: ArraySlice<Int32>
  ) throws -> [KernelFactor<Element>] {
    let inputs = examples.inputs(places)
    var parts: [[KernelFactor<Element>]] = []
    let (width, block) = (examples.inputsPerExample, KernelLines<Self>.blockRows)
    for start in stride(from: 0, to: places.count, by: block) {
      let rows = start..<min(start + block, places.count)
      parts.append(
        try factors(of: inputs[rows.lowerBound * width..<rows.upperBound * width], rows.count))
    }
    guard let first = parts.first else { return [] }
    return first.indices.map { index in
      KernelFactor(elements: parts.flatMap { $0[index].elements }, width: first[index].width)
    }
  }

  private mutating func factors(
    of inputs: ArraySlice<Float>, _ rows: Int
  ) throws -> [KernelFactor<Element>] {
    // Taken out, so that there is one owner and nothing is copied.
    var (network, evaluation) = try runs.removeValue(forKey: rows) ?? run(rows)
    evaluation.withMutableElements(of: network.images) { elements in
      for (place, input) in zip(elements.indices, inputs) { elements[place] = Element(input) }
    }
    evaluation.forward()
    let classes = plan.widths[plan.layerCount]
    let seed = (0..<rows * classes).map { $0 % classes == output ? Element(1) : 0 }
    // Rows do not know one another: one sweep gives the adjoints of all.
    try evaluation.reverse(from: network.scores, seed: seed)
    runs[rows] = (network, evaluation)
    var factors: [KernelFactor<Element>] = []
    for layer in 0..<plan.layerCount {
      let entering = layer == 0 ? network.images : network.features[layer - 1]
      let sums = layer == plan.layerCount - 1 ? network.scores : network.sums[layer]
      factors.append(
        KernelFactor(elements: evaluation.value(of: entering).elements, width: plan.widths[layer]))
      factors.append(
        KernelFactor(elements: evaluation.adjoint(of: sums).elements, width: plan.widths[layer + 1])
      )
    }
    return factors
  }

  private func run(_ rows: Int) throws(GraphError) -> (Network, Evaluation<Element>) {
    let network = try Network(plan, batch: rows)
    var evaluation = try Evaluation<Element>(of: network.graph)
    for (parameter, elements) in zip(network.parameters, parameters) {
      try evaluation.setElements(elements, of: parameter.node)
    }
    return (network, evaluation)
  }

  func combine(_ products: [[Element]]) -> [Double] {
    let bias: Element = plan.hasBiases ? 1 : 0
    guard let first = products.first else { return [] }
    return first.indices.map { place in
      var sum: Element = 0
      for layer in 0..<plan.layerCount {
        sum += (products[2 * layer][place] + bias) * products[2 * layer + 1][place]
      }
      return Double(sum)
    }
  }
}
