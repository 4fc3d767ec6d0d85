package import Autodiff

/// A network for one size of batch as a graph of the shared core, from images to loss.
///
/// ```
/// x ─▶ @ W1ᵀ ─▶ + b1 ─▶ tanh ─▶ @ W2ᵀ ─▶ + b2 ─▶ logistic loss ◀─ y
///                z1      a1                z2         + λ/2 · Σ w² ─▶ objective
/// ```
///
/// A convolution is pooled before its biases are added and its function is applied, since these never
/// reverse an order: the largest of some numbers stays the largest, and there are fewer of them to go on
/// with.
///
/// ```
/// x ─▶ conv2d W1 ─▶ maxPool2d ─▶ + b1 ─▶ relu
/// ```
package struct Network: Sendable {
  package let plan: NetworkPlan
  package let graph: Graph
  /// The rows of the batch, `batch × 784`, data without an adjoint; or the numbers of one example. Those
  /// of a convolution are images of one channel, `batch × 1 × 28 × 28`.
  package let images: NodeID
  /// The number of the true class of each row, or a row of targets for each.
  package let labels: NodeID
  /// Weights and biases, in the order of the layers.
  package let parameters: [Parameter]
  /// What the kernels of each convolution make of its image, before pooling.
  package let responses: [NodeID]
  /// The sums that the hidden layers apply their function to.
  package let sums: [NodeID]
  /// The outputs of the hidden layers.
  package let features: [NodeID]
  /// One score per row and class.
  package let scores: NodeID
  /// The mean loss over the rows.
  package let loss: NodeID
  /// What training makes small: the loss, and the penalty on large weights where there is one.
  package let objective: NodeID
  /// The part of it that is the penalty.
  let penalty: NodeID?
  package let batch: Int

  /// Numbers that training changes.
  package struct Parameter: Hashable, Sendable {
    /// The node, such as `W1`.
    package let node: NodeID
    package let name: String
    package let shape: Shape
    /// The layer it belongs to, counted from 0.
    package let layer: Int
    package let isWeight: Bool
  }
}

extension Network {
  /// Builds the graph of a plan for batches of a size.
  package init(_ plan: NetworkPlan, batch: Int) throws(GraphError) {
    try self.init(NetworkBuilder(plan, rows: batch))
  }

  /// Builds the graph of a plan for one example as the course notes write it, with vectors in place of
  /// rows: `z1 = W1 @ x + b1`. The example has an adjoint.
  package init(ofOneExample plan: NetworkPlan) throws(GraphError) {
    try self.init(NetworkBuilder(plan, rows: nil))
  }

  private init(_ unbuilt: NetworkBuilder) throws(GraphError) {
    var builder = unbuilt
    try builder.build()
    guard let images = builder.images, let labels = builder.labels, let scores = builder.rows,
      let loss = builder.loss, let objective = builder.objective
    else { throw .tooLarge }
    plan = builder.plan
    batch = builder.rowCount ?? 1
    self.images = images
    self.labels = labels
    self.scores = scores
    self.loss = loss
    self.objective = objective
    penalty = builder.penalty
    graph = builder.graph.graph
    parameters = builder.parameters
    responses = builder.responses
    sums = builder.sums
    features = builder.features
  }
}

/// A network that is being built, layer by layer.
private struct NetworkBuilder {
  let plan: NetworkPlan
  /// The rows of the batch; `nil` for one example, which is a vector.
  let rowCount: Int?
  var graph = GraphBuilder(sharing: false)
  var images: NodeID?
  var labels: NodeID?
  var parameters: [Network.Parameter] = []
  var responses: [NodeID] = []
  var sums: [NodeID] = []
  var features: [NodeID] = []
  /// The output of the layer that was added last.
  var rows: NodeID?
  var loss: NodeID?
  var objective: NodeID?
  var penalty: NodeID?

  init(_ plan: NetworkPlan, rows: Int?) {
    self.plan = plan
    rowCount = rows
  }

  /// Inputs come first in the graph: the batch, then the parameters, then the layers that use them.
  mutating func build() throws(GraphError) {
    let leading = rowCount.map { [$0] } ?? []
    let images = try graph.input(
      "x", shape: shape(leading + inputExtents), isData: rowCount != nil)
    let targets = plan.loss.comparesClasses ? [] : [plan.widths[plan.layerCount]]
    let labels = try graph.input("y", shape: shape(leading + targets), isData: true)
    (self.images, self.labels) = (images, labels)
    for layer in 0..<plan.layerCount { try addParameters(of: layer) }
    var rows = images
    for layer in 0..<plan.layerCount { rows = try addLayer(layer, over: rows) }
    (self.rows, loss) = (rows, try addLoss(over: rows, labels))
    objective =
      plan.l2 > 0 ? try loss.map { loss throws(GraphError) in try addPenalty(to: loss) } : loss
  }

  /// The axes of one example.
  private var inputExtents: [Int] {
    plan.convolutions.first.map { [$0.channels, $0.rows, $0.columns] } ?? [plan.widths[0]]
  }

  private mutating func addLoss(over scores: NodeID, _ labels: NodeID) throws(GraphError) -> NodeID
  {
    graph.openGroup("loss")
    defer { graph.closeGroup() }
    let loss = try graph.node(plan.loss.operation, [scores, labels])
    graph.name(loss, "loss")
    return loss
  }

  /// `loss + λ/2 · (Σ W1² + Σ W2² + …)`; biases go free.
  private mutating func addPenalty(to loss: NodeID) throws(GraphError) -> NodeID {
    graph.openGroup("penalty")
    defer { graph.closeGroup() }
    var total: NodeID?
    for parameter in parameters where parameter.isWeight {
      let squares = try graph.node(.sum, [try graph.node(.square, [parameter.node])])
      total = if let sum = total { try graph.node(.add, [sum, squares]) } else { squares }
    }
    guard let total else { return loss }
    let half = try graph.constant([Double(plan.l2) / 2])
    let penalty = try graph.node(.multiply, [half, total])
    self.penalty = penalty
    let objective = try graph.node(.add, [loss, penalty])
    graph.name(objective, "objective")
    return objective
  }

  private mutating func addParameters(of layer: Int) throws(GraphError) {
    let (weights, biases) = plan.parameterExtents(ofLayer: layer)
    try addParameter("W\(layer + 1)", weights, layer, isWeight: true)
    if plan.hasBiases { try addParameter("b\(layer + 1)", biases, layer, isWeight: false) }
  }

  private mutating func addParameter(
    _ name: String, _ extents: [Int], _ layer: Int, isWeight: Bool
  ) throws(GraphError) {
    let shape = try shape(extents)
    let node = try graph.input(name, shape: shape)
    parameters.append(
      Network.Parameter(node: node, name: name, shape: shape, layer: layer, isWeight: isWeight))
  }

  private mutating func addLayer(_ layer: Int, over input: NodeID) throws(GraphError) -> NodeID {
    let isLast = layer == plan.layerCount - 1
    graph.openGroup("layer \(layer + 1)")
    defer { graph.closeGroup() }
    var sum = layer == plan.convolutions.count ? try flattened(input) : input
    for parameter in parameters where parameter.layer == layer {
      sum =
        parameter.isWeight
        ? try addProduct(of: parameter, with: sum) : try addBiases(parameter, to: sum)
    }
    graph.name(sum, "z\(layer + 1)")
    guard !isLast else { return sum }
    var operands = [sum]
    if let parameter = plan.activation.parameter {
      operands.append(try graph.constant([parameter]))
    }
    let features = try graph.node(plan.activation.operation, operands)
    graph.name(features, "a\(layer + 1)")
    sums.append(sum)
    self.features.append(features)
    return features
  }

  /// An image for each example as a row of numbers; what is one already stays so.
  private mutating func flattened(_ input: NodeID) throws(GraphError) -> NodeID {
    guard let last = plan.convolutions.last else { return input }
    return try reshape(input, to: (rowCount.map { [$0] } ?? []) + [last.outputCount])
  }

  private mutating func reshape(_ input: NodeID, to extents: [Int]) throws(GraphError) -> NodeID {
    try graph.node(.reshape, [input], attributes: extents)
  }

  /// One bias for each unit, or for each kernel and all its places.
  private mutating func addBiases(
    _ biases: Network.Parameter, to sum: NodeID
  ) throws(GraphError) -> NodeID {
    guard let convolution = plan.convolution(ofLayer: biases.layer) else {
      return try graph.node(.add, [sum, biases.node])
    }
    return try graph.node(
      .add, [sum, try reshape(biases.node, to: [convolution.kernels, 1, 1])])
  }

  /// The kernels moved over the images, and the largest responses.
  private mutating func addConvolution(
    _ convolution: ConvolutionLayer, _ kernels: NodeID, over images: NodeID
  ) throws(GraphError) -> NodeID {
    let response = try graph.node(.conv2d, [images, kernels])
    responses.append(response)
    guard convolution.pool > 1 else { return response }
    return try graph.node(.maxPool2d, [response], attributes: [convolution.pool])
  }

  /// A row for each example times the weights, or the weights times the one example.
  private mutating func addProduct(
    of weights: Network.Parameter, with input: NodeID
  ) throws(GraphError) -> NodeID {
    if let convolution = plan.convolution(ofLayer: weights.layer) {
      return try addConvolution(convolution, weights.node, over: input)
    }
    guard rowCount != nil else { return try graph.node(.matrixProduct, [weights.node, input]) }
    let passesOverZeros = weights.layer == 0 && plan.hasSparseInputs
    return try graph.node(
      .matrixProduct, [input, weights.node], attributes: [0, 1] + (passesOverZeros ? [1] : []))
  }

  private func shape(_ extents: [Int]) throws(GraphError) -> Shape {
    guard let shape = Shape(extents) else { throw .tooLarge }
    return shape
  }
}
