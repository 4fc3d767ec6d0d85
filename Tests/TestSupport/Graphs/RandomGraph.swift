package import Autodiff
import Basics

/// A graph made at random of every operation of the catalogue, the same for the same seed.
package struct RandomGraph {
  package private(set) var graph = Graph()
  /// The values of the inputs.
  package private(set) var values: [NodeID: Tensor<Double>] = [:]
  /// Some of the nodes.
  package private(set) var outputs: [NodeID] = []
  private var generator: SplitMix64

  private static let shapes = [
    [], [], [], [1], [2], [3], [2, 3], [3, 2], [2, 2], [1, 3], [2, 1, 2],
  ]
  .compactMap { Shape($0) }
  private static let numbers: [Double] = [
    0, -0.0, 1, 2, -3, 0.1, 1e-300, -.leastNonzeroMagnitude, 1.7976931348623157e308, 1e16,
    123_456_789.25,
    .infinity, -.infinity, .nan,
  ]
  private static let names = [
    "x", "loss", "W1", "θ", "x′", "a", "v3", "e", "pi", "sum", "output", "let", "for", "inf", "nan",
    "layer 1.weight", "2x", "", "ȳ", "h",
  ]

  /// Makes a graph.
  package init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    for _ in 0..<Int.random(in: 1...4, using: &generator) { addInput() }
    let count = Int.random(in: 1...40, using: &generator)
    for _ in 0..<count { addNode() }
    nameNodes()
    let nodes = Array(graph.nodes)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      guard let node = nodes.randomElement(using: &generator) else { continue }
      if !outputs.contains(node) { outputs.append(node) }
    }
  }

  private mutating func addInput() {
    let shape = pick(Self.shapes)
    guard let node = try? graph.appendInput(shape) else { return }
    values[node] = Tensor(elements(shape.count), shape: shape)
  }

  private mutating func addNode() {
    if Int.random(in: 0..<5, using: &generator) == 0 {
      let shape = pick(Self.shapes)
      _ = try? graph.appendConstant(elements(shape.count), shape: shape)
      return
    }
    // Most operations refuse most operands; whoever is patient finds some.
    for _ in 0..<20 where tryOperation(pick(Operation.allCases)) { return }
  }

  private mutating func tryOperation(_ operation: Operation) -> Bool {
    let nodes = Array(graph.nodes)
    let most = min(operation.arity.upperBound, operation.arity.lowerBound + 2)
    guard most > 0, !nodes.isEmpty else { return false }
    let count = Int.random(in: operation.arity.lowerBound...most, using: &generator)
    // The latest nodes most often, so that expressions grow.
    let operands = (0..<count).map { _ in
      Bool.random(using: &generator) ? pick(nodes) : pick(nodes.suffix(3))
    }
    let shape = graph.shape(of: operands.first ?? nodes[0])
    guard !isSquare(operation, operands) else { return false }
    let attributes = attributes(of: operation, shape)
    guard let node = try? graph.append(operation, operands, attributes: attributes) else {
      return false
    }
    precondition(graph.shape(of: node).count > 0)
    return true
  }

  /// Whether a builder would make a square of the power.
  private func isSquare(_ operation: Operation, _ operands: [NodeID]) -> Bool {
    operation == .power && operands.count == 2 && graph.shape(of: operands[1]).isScalar
      && graph.constant(of: operands[1]).first == 2
  }

  private mutating func attributes(of operation: Operation, _ shape: Shape) -> [Int] {
    switch operation {
    case .cumulativeSum, .arrange:
      let axis = Int.random(in: 0...1, using: &generator)
      return pick([[], [axis], [axis, 0], [axis, 1]])
    case .gather:
      let count = shape.extents.first ?? 1
      return [0] + (0..<3).map { _ in Int.random(in: 0..<count, using: &generator) }
    case .scatter:
      return [0, 3] + (0..<(shape.extents.first ?? 0)).map { _ in pick([0, 1, 2]) }
    case .permute: return Array(shape.extents.indices).shuffled(using: &generator)
    case .indexSelect, .gatherAlong: return pick([[], [0], [1]])
    case .indexAdd: return [pick([0, 1]), 3]
    case .scatterAdd: return [pick([0, 1])] + shape.extents
    case .largest where Bool.random(using: &generator): return [pick([-1, 0, 1]), pick([0, 1])]
    case .sum, .mean, .largest, .logSumExp, .softmax, .concatenate, .product, .norm, .argmax,
      .cumulativeProduct:
      return Bool.random(using: &generator) ? [] : [Int.random(in: 0...1, using: &generator)]
    case .matrixProduct:
      return Bool.random(using: &generator) ? [] : [pick([0, 1]), pick([0, 1])]
    case .reshape:
      let choices = Self.shapes.filter { $0.count == shape.count }.map(\.extents)
      return pick(choices + [[shape.count]])
    case .slice:
      return shape.extents.flatMap { extent in
        let first = Int.random(in: 0..<extent, using: &generator)
        if Bool.random(using: &generator) { return [first, -1] }
        return Bool.random(using: &generator)
          ? [0, extent] : [first, Int.random(in: 1...(extent - first), using: &generator)]
      }
    case .broadcast:
      return shape.extents.count < 3 ? [2] + shape.extents : shape.extents
    case .pad:
      return shape.extents.flatMap { _ in [pick([0, 1]), pick([0, 2])] }
    case .conv2d:
      return Bool.random(using: &generator) ? pick([[], [2, 0], [1, 1]]) : [1, 2, 0, 1, 2, 1, 1]
    case .conv2dTransposed, .conv2dKernel:
      let steps = pick([[pick([1, 2]), pick([0, 1])], [1, 1, 1, 0, 1, 1, 1]])
      return steps + [pick([1, 2, 3]), pick([1, 2, 3])]
    case .maxPool2d, .averagePool2d:
      return pick([[], [1], [2], [2, 1, 1, 1, 1, 0, pick([0, 1])]])
    default: return []
    }
  }

  private mutating func nameNodes() {
    for node in graph.nodes where Int.random(in: 0..<3, using: &generator) == 0 {
      graph.notes.name(node, pick(Self.names))
      if Bool.random(using: &generator) { graph.notes.name(node, pick(Self.names)) }
    }
  }

  private mutating func elements(_ count: Int) -> [Double] {
    (0..<count).map { _ in
      Bool.random(using: &generator)
        ? pick(Self.numbers) : Double.random(in: -3...3, using: &generator)
    }
  }

  private mutating func pick<Choice>(_ choices: some RandomAccessCollection<Choice>) -> Choice {
    choices[
      choices.index(
        choices.startIndex, offsetBy: Int.random(in: 0..<choices.count, using: &generator))]
  }
}
