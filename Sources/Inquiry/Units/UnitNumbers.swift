package import Autodiff
import Presentation

/// One of the numbers at a unit, as far as it has come.
package enum UnitNumber: Hashable, Sendable {
  case missing
  /// It is there, but a class is to say it first.
  case hidden
  /// Something is still to be added.
  case partial(Double)
  case whole(Double)

  /// The number, where it is complete and may be seen.
  package var known: Double? {
    if case .whole(let number) = self { number } else { nil }
  }
}

/// The numbers of a network's units at the cursor of a run, for one of the examples.
package struct UnitNumbers {
  package let network: UnitNetwork
  package let run: Run
  package let example: Int
  /// What the last event changed, where it is still to be said.
  private let hidden: (node: NodeID, quantity: Quantity)?

  /// The numbers at the cursor of a run.
  package init(
    _ network: UnitNetwork, in run: Run, example: Int = 0, hidesLatest: Bool = false
  ) {
    self.network = network
    self.run = run
    self.example = min(max(example, 0), network.exampleCount - 1)
    hidden =
      hidesLatest
      ? run.lastEvent.map { (run.target(of: $0) ?? $0.node, $0.quantity) } : nil
  }

  /// The weighted sum z, without its bias as long as this is not added.
  package func sum(_ place: UnitNetwork.Place) -> UnitNumber {
    guard let nodes = network.layer(place.column)?.nodes else { return .missing }
    let element = element(place)
    if run.hasValue(nodes.sum) { return value(nodes.sum, element) }
    guard run.hasValue(nodes.product), !isHidden(.value, nodes.product) else {
      return run.hasValue(nodes.product) ? .hidden : .missing
    }
    return .partial(run.value(of: nodes.product, at: element))
  }

  /// What the unit gives: its activation, or the number that comes in.
  package func output(_ place: UnitNetwork.Place) -> UnitNumber {
    value(network.result(place.column), element(place))
  }

  /// The error δ: the derivative by the weighted sum.
  package func error(_ place: UnitNetwork.Place) -> UnitNumber {
    guard let nodes = network.layer(place.column)?.nodes else { return .missing }
    return adjoint(nodes.sum, element(place))
  }

  /// The derivative by what the unit gives.
  package func outputAdjoint(_ place: UnitNetwork.Place) -> UnitNumber {
    adjoint(network.result(place.column), element(place))
  }

  /// The weight with which a unit takes one of the column before.
  package func weight(from input: Int, to place: UnitNetwork.Place) -> UnitNumber {
    guard let layer = network.layer(place.column) else { return .missing }
    return value(layer.nodes.weights, layer.weight(from: input, to: place.unit))
  }

  /// The derivative by that weight.
  package func weightAdjoint(from input: Int, to place: UnitNetwork.Place) -> UnitNumber {
    guard let layer = network.layer(place.column) else { return .missing }
    return adjoint(layer.nodes.weights, layer.weight(from: input, to: place.unit))
  }

  /// The bias of a unit that has one.
  package func bias(_ place: UnitNetwork.Place) -> UnitNumber {
    guard let layer = network.layer(place.column), let bias = layer.nodes.bias else {
      return .missing
    }
    return value(bias, layer.bias(ofUnit: place.unit, example: example))
  }

  /// The element of a column's nodes that is a unit's.
  package func element(_ place: UnitNetwork.Place) -> Int {
    network.element(place, example: example)
  }

  private func value(_ node: NodeID, _ element: Int) -> UnitNumber {
    guard run.hasValue(node) else { return .missing }
    return isHidden(.value, node) ? .hidden : .whole(run.value(of: node, at: element))
  }

  private func adjoint(_ node: NodeID, _ element: Int) -> UnitNumber {
    guard run.has(.adjoint, node) else { return .missing }
    if isHidden(.adjoint, node) { return .hidden }
    let number = run.adjoint(of: node, at: element)
    switch run.adjointState(of: node) {
    case .pending: return .missing
    case .stale, .partial: return .partial(number)
    case .complete, .none: return .whole(number)
    }
  }

  private func isHidden(_ quantity: Quantity, _ node: NodeID) -> Bool {
    hidden.map { $0 == (node, quantity) } ?? false
  }
}
