package import Autodiff
import Presentation

/// A network as columns of units: what comes in, then a column for each layer.
package struct UnitNetwork: Hashable, Sendable {
  /// A unit by its column, of which the first holds what comes in, and its place in it.
  package struct Place: Hashable, Sendable {
    package var column: Int
    package var unit: Int

    /// A unit of a column.
    package init(column: Int, unit: Int) {
      self.column = column
      self.unit = unit
    }
  }

  /// At least one, from the first to the last.
  package let layers: [UnitLayer]

  /// The networks of a graph, those with the most layers first.
  package static func all(in graph: Graph) -> [UnitNetwork] {
    NetworkLayer.chains(in: graph).compactMap { UnitNetwork($0, in: graph) }
      .enumerated().sorted {
        ($1.element.layers.count, $0.offset) < ($0.element.layers.count, $1.offset)
      }.map(\.element)
  }

  private init?(_ chain: [NetworkLayer], in graph: Graph) {
    let layers = chain.compactMap { UnitLayer($0, in: graph) }
    let fit = zip(layers, layers.dropFirst()).allSatisfy {
      $0.unitCount == $1.inputCount && $0.exampleCount == $1.exampleCount
    }
    guard !layers.isEmpty, layers.count == chain.count, fit else { return nil }
    self.layers = layers
  }

  package var columnCount: Int { layers.count + 1 }

  package var exampleCount: Int { layers[0].exampleCount }

  /// The layer of a column; `nil` for what comes in.
  package func layer(_ column: Int) -> UnitLayer? {
    layers.indices.contains(column - 1) ? layers[column - 1] : nil
  }

  /// The layer that reads a column; `nil` for the last.
  package func reader(of column: Int) -> UnitLayer? {
    layers.indices.contains(column) ? layers[column] : nil
  }

  /// How many units a column has.
  package func unitCount(_ column: Int) -> Int {
    layer(column)?.unitCount ?? layers[0].inputCount
  }

  /// The node whose elements a column gives to the next.
  package func result(_ column: Int) -> NodeID {
    layer(column)?.nodes.result ?? layers[0].nodes.incoming
  }

  /// The node that a unit is looked into with: its sum, or what comes in.
  package func node(_ column: Int) -> NodeID {
    layer(column)?.nodes.sum ?? layers[0].nodes.incoming
  }

  /// The element of a column's nodes that is a unit's.
  package func element(_ place: Place, example: Int) -> Int {
    layer(place.column)?.element(ofUnit: place.unit, example: example)
      ?? layers[0].element(ofInput: place.unit, example: example)
  }

  /// The column to which a node belongs, as its weights, sum or activation, or as what comes in.
  package func column(of node: NodeID) -> Int? {
    if node == layers[0].nodes.incoming { return 0 }
    let place = layers.firstIndex { layer in
      [layer.nodes.product, layer.nodes.sum, layer.nodes.weights].contains(node)
        || node == layer.nodes.bias || node == layer.nodes.activation
    }
    return place.map { $0 + 1 }
  }
}
