import Autodiff
import Basics
import TestSupport

/// A seeded scalar program, both as a graph and as trees.
struct NaiveProgram {
  private(set) var graph = Graph()
  private(set) var nodes: [NodeID] = []
  private(set) var trees: [NaiveExpression] = []
  let inputs: [Double]
  let direction: [Double]
  private var values: [Double] = []
  private var random: SplitMix64

  init(seed: UInt64, operations: Int) throws {
    random = SplitMix64(seed: seed)
    let count = 2 + random.integer(below: 4)
    inputs = random.separated(count, in: -2...2)
    var factors: [Double] = []
    for _ in 0..<count { factors.append(random.factor()) }
    direction = factors
    for (index, value) in inputs.enumerated() {
      add(try graph.appendInput(), .input(index), value)
    }
    for literal in [2, -0.5, 3] {
      add(try graph.appendConstant([literal]), .literal(literal), literal)
    }
    while graph.count < count + 3 + operations { try addOperation() }
  }

  private mutating func add(_ node: NodeID, _ tree: NaiveExpression, _ value: Double) {
    nodes.append(node)
    trees.append(tree)
    values.append(value)
  }

  /// Adds an operation whose operands are in its domain and whose result is tame, so that rounding
  /// stays small and no kink is near.
  private mutating func addOperation() throws {
    let places = (0..<3).map { _ in random.integer(below: nodes.count) }
    let (x, y) = (places[0], places[1])
    let id = graph.count
    let (operation, operands, tree): (Autodiff.Operation, [Int], NaiveExpression)
    if random.isHeads(chance: 0.1) {
      operation = .select
      operands = places
      tree = .choice(if: trees[x], trees[y], else: trees[places[2]], id: id)
    } else if random.isHeads() {
      operation = NaiveEvaluator.unary[random.integer(below: NaiveEvaluator.unary.count)]
      (operands, tree) = ([x], .unary(operation, trees[x], id: id))
    } else {
      operation = NaiveEvaluator.binary[random.integer(below: NaiveEvaluator.binary.count)]
      (operands, tree) = ([x, y], .binary(operation, trees[x], trees[y], id: id))
    }
    guard isTame(operation, operands.map { values[$0] }) else { return }
    var evaluator = NaiveEvaluator(inputs: inputs, direction: direction)
    let value = evaluator.evaluate(tree).value
    guard value.magnitude < 4 else { return }
    add(try graph.append(operation, operands.map { nodes[$0] }), tree, value)
  }

  private func isTame(_ operation: Autodiff.Operation, _ operands: [Double]) -> Bool {
    let isInside = operands.enumerated().allSatisfy {
      operation.domain(ofOperand: $0.offset).contains($0.element)
    }
    return isInside && (operation.smoothness == .smooth || distance(operation, operands) > 1e-6)
  }

  /// How far the operands are from the operation's kink or jump. A condition that is exactly 0 comes
  /// from a comparison, and stays 0 when the inputs move.
  private func distance(_ operation: Autodiff.Operation, _ operands: [Double]) -> Double {
    switch operation {
    case .select: operands[0] == 0 ? 1 : operands[0].magnitude
    case _ where operands.count == 2 && operation != .leakyRelu:
      (operands[0] - operands[1]).magnitude
    default: operands[0].magnitude
    }
  }
}
