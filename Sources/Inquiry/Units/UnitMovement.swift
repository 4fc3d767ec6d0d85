package import Autodiff
import Presentation

/// What an event moves in a picture of units.
package enum UnitMovement: Hashable, Sendable {
  /// The numbers at the units of a column.
  case units(Int)
  /// The weights on the lines into a column are there.
  case weights(Int)
  /// Values along the lines into a column.
  case forward(Int)
  /// Adjoints back along the lines into a column.
  case backward(Int)
  /// The derivatives by the weights on the lines into a column.
  case weightAdjoints(Int)

  /// What the last event of a run moved; `nil` where that is nothing of the network.
  package init?(_ run: Run, in network: UnitNetwork) {
    switch run.lastEvent {
    case .value(let node), .tangent(let node): self.init(valueOf: node, in: network)
    case .contribution(let node, let place):
      self.init(from: node, place: place, to: run.graph.operands(of: node)[place], in: network)
    case .seed, .tangentSeed, nil: return nil
    }
  }

  private init?(valueOf node: NodeID, in network: UnitNetwork) {
    guard let column = network.column(of: node) else { return nil }
    guard let nodes = network.layer(column)?.nodes else {
      self = .units(column)
      return
    }
    switch node {
    case nodes.weights: self = .weights(column)
    case nodes.product: self = .forward(column)
    default: self = .units(column)
    }
  }

  private init?(
    from node: NodeID, place: Int, to target: NodeID, in network: UnitNetwork
  ) {
    if let column = network.column(of: node), let nodes = network.layer(column)?.nodes,
      node == nodes.product
    {
      self = place == nodes.weightsPlace ? .weightAdjoints(column) : .backward(column)
      return
    }
    guard let column = network.column(of: target) else { return nil }
    self = .units(column)
  }

  /// Whether the lines into a column are lit.
  package func lights(linesInto column: Int) -> Bool {
    switch self {
    case .units: false
    case .weights(let lit), .forward(let lit), .backward(let lit), .weightAdjoints(let lit):
      lit == column
    }
  }

  /// Whether the units of a column stand out: their numbers have just changed.
  package func lights(unitsOf column: Int) -> Bool {
    switch self {
    case .units(let lit), .forward(let lit): lit == column
    case .backward(let lit): lit == column + 1
    case .weights, .weightAdjoints: false
    }
  }
}
