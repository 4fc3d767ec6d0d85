import Autodiff
import Basics
import TestSupport

/// A seeded graph with all that graphs can have: inputs, data and constants, operands used twice,
/// nodes with several uses and nodes with none, and an output that need not be the last node.
struct RandomGraph {
  /// What the nodes of a graph hold.
  enum Kind: CaseIterable {
    case scalars, tensors, mixed
  }

  private(set) var graph = Graph()
  private(set) var inputs: [(node: NodeID, values: [Double])] = []
  private(set) var output = NodeID?.none
  private(set) var random: SplitMix64

  init(_ kind: Kind, seed: UInt64, size: Int = 30) throws {
    random = SplitMix64(seed: seed)
    let shapes = kind.shapes
    for place in 0..<4 + random.integer(below: 3) {
      let shape = shapes[place % shapes.count]
      try random.isHeads(chance: 0.2) ? addConstant(shape) : addInput(shape)
    }
    while graph.count < size { try addOperation(kind) }
    try gather()
    output = node(
      random.isHeads(chance: 0.7) ? graph.count - 1 : random.integer(below: graph.count))
  }

  /// The same graph, in which the numbers of some nodes have fewer digits.
  func rounded() -> RandomGraph {
    var copy = self
    let types: [NumberType] = [.float16, .bfloat16, .float32, .int64]
    for node in graph.nodes where copy.random.isHeads(chance: 0.6) {
      copy.graph.round(node, to: types[copy.random.integer(below: types.count)])
    }
    return copy
  }

  /// Adds up most of the nodes that nothing uses, so that much of the graph reaches the last node.
  private mutating func gather() throws {
    let used = Set(graph.nodes.flatMap { graph.operands(of: $0) })
    var total: NodeID?
    for node in Array(graph.nodes) where !used.contains(node) && random.isHeads(chance: 0.8) {
      let scalar = graph.shape(of: node).isScalar ? node : try graph.append(.sum, [node])
      total = try total.map { try graph.append(.add, [$0, scalar]) } ?? scalar
    }
  }

  private mutating func addInput(_ shape: Shape) throws {
    let node = try graph.appendInput(shape, isData: random.isHeads(chance: 0.2))
    inputs.append((node, (0..<shape.count).map { _ in number() }))
  }

  private mutating func addConstant(_ shape: Shape) throws {
    let values = (0..<shape.count).map { _ in number() }
    _ = try graph.appendConstant(values, shape: shape)
  }

  private mutating func number() -> Double { Double(Float(random.number(in: -1.5...1.5))) }

  /// Tries operations until one takes the operands, whose shapes mostly do not fit, and stays tame.
  private mutating func addOperation(_ kind: Kind) throws {
    let operations = kind.operations
    while true {
      let operation = operations[random.integer(below: operations.count)]
      let most = min(operation.arity.upperBound, 4)
      let least = operation.arity.lowerBound
      var operands = [anyNode()]
      for _ in 1..<max(least + random.integer(below: most - least + 1), 1) {
        operands.append(random.isHeads(chance: 0.25) ? operands[0] : anyNode())
      }
      let attributes = attributes(for: operation, graph.shape(of: operands[0]))
      var longer = graph
      do throws(GraphError) {
        let node = try longer.append(operation, operands, attributes: attributes)
        guard try isTame(node, in: longer) || random.isHeads(chance: 0.005) else { continue }
        graph = longer
        return
      } catch { continue }
    }
  }

  /// Whether the node is finite and small: NaN spreads to all that follows, and where everything is
  /// NaN nothing is compared. Now and then one is let through.
  private func isTame(_ node: NodeID, in graph: Graph) throws(GraphError) -> Bool {
    var evaluation = try Evaluation<Double>(of: graph)
    for (input, values) in inputs { try evaluation.setElements(values, of: input) }
    evaluation.forward()
    return evaluation.value(of: node).elements.allSatisfy { $0.magnitude < 100 }
  }

  /// Any node, the latest more often, so that graphs grow deep as well as wide.
  private mutating func anyNode() -> NodeID {
    let back = random.isHeads() ? min(graph.count, 6) : graph.count
    return node(graph.count - 1 - random.integer(below: back))
  }

  private func node(_ index: Int) -> NodeID {
    graph.nodes[graph.nodes.index(graph.nodes.startIndex, offsetBy: index)]
  }

  private mutating func attributes(for operation: Autodiff.Operation, _ shape: Shape) -> [Int] {
    switch operation {
    case .sum, .mean, .largest, .logSumExp, .softmax, .product, .norm, .argmax, .cumulativeSum,
      .cumulativeProduct, .arrange:
      random.isHeads() || shape.isScalar ? [] : [random.integer(below: shape.rank)]
    case .gather: [0] + (0..<2).map { _ in random.integer(below: max(shape.extents.first ?? 1, 1)) }
    case .scatter: [0, 4] + (0..<(shape.extents.first ?? 0)).map { _ in random.integer(below: 4) }
    case .permute: Array(shape.extents.indices).shuffled(using: &random)
    case .indexAdd: [0, 4]
    case .scatterAdd: [0] + shape.extents
    case .concatenate: [random.integer(below: max(shape.rank, 1))]
    case .reshape: random.isHeads() ? [shape.count] : [1] + shape.extents
    case .matrixProduct: [random.integer(below: 2), random.integer(below: 2)]
    case .slice: slice(of: shape)
    case .conv2d: [1 + random.integer(below: 2), random.integer(below: 3)]
    case .broadcast: [2] + shape.extents
    case .pad: shape.extents.flatMap { _ in [random.integer(below: 2), random.integer(below: 2)] }
    default: []
    }
  }

  private mutating func slice(of shape: Shape) -> [Int] {
    shape.extents.flatMap { extent -> [Int] in
      let first = random.integer(below: extent)
      return random.isHeads(chance: 0.4) ? [first, -1] : [first, extent - first]
    }
  }
}

extension RandomGraph.Kind {
  var shapes: [Shape] {
    switch self {
    case .scalars: [.scalar]
    case .tensors: [[3], [2, 3], [3, 2], [2, 1]].compactMap { Shape($0) }
    case .mixed: [.scalar] + [[3], [2, 3], [1, 1]].compactMap { Shape($0) }
    }
  }

  var operations: [Autodiff.Operation] {
    let all = Autodiff.Operation.allCases.filter { operation in
      // Laws about derivatives do not hold for what is rounded or recorded.
      switch operation.smoothness {
      case .rounding, .recorded: false
      case .smooth, .kinked, .stepwise: !Autodiff.Operation.leaves.contains(operation)
      }
    }
    guard self == .scalars else { return all }
    return all.filter { $0.isElementwise }
  }
}

extension RandomGraph {
  /// An evaluation with the inputs set.
  func evaluation<T: Scalar>(in precision: T.Type) throws -> Evaluation<T> {
    var evaluation = try Evaluation<T>(of: graph)
    for (node, values) in inputs { try evaluation.setElements(values.map { T($0) }, of: node) }
    return evaluation
  }

  /// A direction for the inputs that have tangents.
  func direction<T: Scalar>(in precision: T.Type) -> [(input: NodeID, tangent: [T])] {
    var random = random
    return inputs.filter { graph.hasAdjoint($0.node) && random.isHeads(chance: 0.8) }
      .map { input in (input.node, input.values.map { _ in T(Float(random.factor())) }) }
  }

  /// A seed for the output.
  func seed<T: Scalar>(in precision: T.Type, of output: NodeID) -> [T] {
    var random = random
    return (0..<graph.shape(of: output).count).map { _ in T(Float(random.factor())) }
  }
}
