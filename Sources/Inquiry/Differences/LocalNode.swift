import Autodiff

/// One node of a graph, computed by itself from operands that are given to it.
struct LocalNode {
  private var evaluation: Evaluation<Double>
  private let operands: [NodeID]
  private let result: NodeID
  private let receives: [Bool]

  /// `nil` for a node that computes nothing.
  init?(_ node: NodeID, of graph: Graph) {
    let places = graph.operands(of: node)
    guard !places.isEmpty else { return nil }
    var own = Graph()
    var operands: [NodeID] = []
    do {
      for operand in places {
        operands.append(
          try own.appendInput(graph.shape(of: operand), isData: !graph.hasAdjoint(operand)))
      }
      result = try own.append(
        graph.operation(of: node), operands, attributes: graph.attributes(of: node))
      evaluation = try Evaluation(of: own)
    } catch {
      return nil
    }
    self.operands = operands
    receives = places.indices.map { graph.receivesContribution(node, operand: $0) }
  }

  /// Its value at these values of the operands; `nil` where they are not as many.
  mutating func value(at values: [[Double]]) -> [Double]? {
    guard set(values) else { return nil }
    evaluation.forward()
    return evaluation.value(of: result).elements
  }

  /// What it sends to each operand when this adjoint has reached it; `nil` for those to which it sends
  /// nothing.
  mutating func contributions(at values: [[Double]], upstream: [Double]) -> [[Double]?]? {
    guard set(values) else { return nil }
    evaluation.forward()
    guard (try? evaluation.reverse(from: result, seed: upstream)) != nil else { return nil }
    return operands.indices.map { place in
      receives[place] ? evaluation.adjoint(of: operands[place]).elements : nil
    }
  }

  private mutating func set(_ values: [[Double]]) -> Bool {
    guard values.count == operands.count else { return false }
    for (operand, elements) in zip(operands, values) {
      guard (try? evaluation.setElements(elements, of: operand)) != nil else { return false }
    }
    return true
  }
}
