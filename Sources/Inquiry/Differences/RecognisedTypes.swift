import Autodiff
import Formula
import Presentation

/// Which types the numbers of the nodes are rounded to: as the recording says, or else as the numbers
/// themselves show.
struct RecognisedTypes {
  private let graph: Graph
  private let sides: [NumberSide]
  private let common: [NumberRounding]
  private let consumers: Consumers

  /// - Complexity: linear in the recorded numbers, where they may be of few digits.
  init(_ graph: Graph, _ sides: [NumberSide], _ consumers: Consumers) {
    self.consumers = consumers
    self.graph = graph
    self.sides = sides
    common = sides.map { side in
      let own: NumberRounding = side.precision == .single ? .single : .double
      guard let recorded = side.recorded else { return own }
      let numbers = recorded.nodes.values.lazy.flatMap { numbers in
        [numbers.value, numbers.adjoint].lazy.compactMap { $0 }.joined()
      }
      return NumberRounding(recognising: numbers) ?? own
    }
  }

  /// The coarsest rounding that the numbers of a node have gone through.
  func rounding(_ quantity: Quantity, of node: NodeID) -> NumberRounding {
    if let own = graph.notes.recorded(of: node)?.type {
      // An adjoint was rounded where it comes from, too.
      let types = [own] + (quantity == .adjoint ? typesOnTheWay(to: node) : [])
      return types.compactMap { NumberRounding($0) }.min { $0.bits < $1.bits } ?? .double
    }
    let types = zip(sides, common).map { side, common -> NumberRounding in
      recognised(quantity, of: node, side) ?? common
    }
    return types.min { $0.bits < $1.bits } ?? .double
  }

  /// How many nodes are asked for their types at most.
  private static let longestWay = 64

  /// The types of the nodes that an adjoint came through, back to those whose own was recorded.
  private func typesOnTheWay(to node: NodeID) -> [NumberType] {
    var (waiting, seen) = (consumers.nodes(of: node), Set<NodeID>())
    while let next = waiting.popLast(), seen.count < Self.longestWay {
      let isNew = seen.insert(next).inserted
      guard isNew, sides.allSatisfy({ $0.recorded(.adjoint, of: next) == nil }) else { continue }
      waiting += consumers.nodes(of: next)
    }
    return seen.compactMap { graph.notes.recorded(of: $0)?.type }
  }

  /// What the numbers of a node show or, where these could be of any type, those of its operands.
  private func recognised(
    _ quantity: Quantity, of node: NodeID, _ side: NumberSide
  ) -> NumberRounding? {
    guard let own = side.recorded(quantity, of: node) else { return nil }
    if let type = NumberRounding(recognising: own) { return type }
    guard NumberRounding.brain.representsAll(own) else { return nil }
    let types = graph.operands(of: node).compactMap { operand in
      side.recorded(.value, of: operand).flatMap { NumberRounding(recognising: $0) }
    }
    return types.min { $0.bits < $1.bits }
  }
}
