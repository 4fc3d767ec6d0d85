import Autodiff

/// `-(y·log(a) + (1 - y)·log(1 - a))` over a sigmoid a, in whatever order and however the sign stands.
struct CrossEntropy {
  private let graph: Graph
  private let consumers: Consumers

  /// Recognizes the cost that a sigmoid goes into, and into nothing else.
  init?(of activation: NodeID, in graph: Graph, _ consumers: Consumers) {
    self.graph = graph
    self.consumers = consumers
    let uses = consumers[activation].map(\.node)
    guard uses.count == 2, let logarithm = uses.first(where: { graph.operation(of: $0) == .log }),
      let rest = uses.first(where: { isComplement($0, of: activation) }),
      let other = consumers.only(rest), graph.operation(of: other) == .log,
      let first = factor(with: logarithm), let second = factor(with: other),
      isComplement(second.factor, of: first.factor),
      let sign = commonSign(of: first.product, second.product), sign < 0
    else { return nil }
  }

  /// `1 - x`.
  private func isComplement(_ node: NodeID, of other: NodeID) -> Bool {
    guard graph.operation(of: node) == .subtract else { return false }
    let operands = graph.operands(of: node)
    return operands[1] == other && graph.operation(of: operands[0]) == .constant
      && graph.constant(of: operands[0]).allSatisfy { $0 == 1 }
  }

  /// The product that a logarithm goes into, with the other factor.
  private func factor(with logarithm: NodeID) -> (product: NodeID, factor: NodeID)? {
    guard let product = consumers.only(logarithm), graph.operation(of: product) == .multiply else {
      return nil
    }
    let operands = graph.operands(of: product)
    var factor = operands[0] == logarithm ? operands[1] : operands[0]
    // `-y·log(a)`: the sign belongs to the product.
    if graph.operation(of: factor) == .negate { factor = graph.operands(of: factor)[0] }
    return (product, factor)
  }

  /// The sign with which both products go into the cost; `nil` where they go different ways.
  private func commonSign(of first: NodeID, _ second: NodeID) -> Int? {
    var signs: [NodeID: Int] = [:]
    for product in [first, second] {
      let isNegative = graph.operands(of: product).contains { graph.operation(of: $0) == .negate }
      var (node, sign) = (product, isNegative ? -1 : 1)
      signs[node, default: 0] += sign
      while let next = consumers.only(node), let change = self.sign(of: next, with: node) {
        sign *= change
        node = next
        signs[node, default: 0] += sign
      }
    }
    let ends = signs.filter { abs($0.value) == 2 }
    guard let meeting = ends.keys.max(), let sign = ends[meeting], consumers[meeting].isEmpty else {
      return nil
    }
    // Both have to arrive with the same sign everywhere from where they meet.
    return signs.contains { $0.key >= (ends.keys.min() ?? meeting) && abs($0.value) != 2 }
      ? nil : sign
  }

  /// How a node changes the sign of an operand that it only adds up or negates.
  private func sign(of node: NodeID, with operand: NodeID) -> Int? {
    switch graph.operation(of: node) {
    case .add, .sum, .mean: return 1
    case .negate: return -1
    case .subtract: return graph.operands(of: node)[0] == operand ? 1 : -1
    case .divide:
      let operands = graph.operands(of: node)
      return operands[0] == operand && isPositive(operands[1]) ? 1 : nil
    case .multiply:
      let other = graph.operands(of: node).first { $0 != operand }
      return other.flatMap { isPositive($0) ? 1 : nil }
    default: return nil
    }
  }

  private func isPositive(_ node: NodeID) -> Bool {
    graph.operation(of: node) == .constant && graph.constant(of: node).allSatisfy { $0 > 0 }
  }
}
