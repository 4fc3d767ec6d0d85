import Autodiff
package import Presentation

/// A layer of a network unit by unit: which elements of its tensors belong to each.
///
/// ```
/// z[j] = Σ W[j, k]·x[k] + b[j]      a[j] = φ(z[j])
/// ```
package struct UnitLayer: Hashable, Sendable {
  /// The nodes that compute it.
  package let nodes: NetworkLayer
  package let unitCount: Int
  /// How many weights a unit has.
  package let inputCount: Int
  /// How many examples go through it at once.
  package let exampleCount: Int
  /// `nil` for a single weight.
  private let indices: MatrixIndices?
  private let sumShape: Shape
  private let biasShape: Shape?

  /// The units of a layer; `nil` where its tensors have other axes than units, inputs and examples.
  init?(_ nodes: NetworkLayer, in graph: Graph) {
    let indices = MatrixIndices(nodes.product, in: graph)
    if let indices {
      let isFirst = nodes.weightsPlace == 0
      unitCount = isFirst ? indices.rows : indices.columns
      exampleCount = isFirst ? indices.columns : indices.rows
      inputCount = indices.inner
    } else {
      guard graph.shape(of: nodes.product).isScalar else { return nil }
      (unitCount, exampleCount, inputCount) = (1, 1, 1)
    }
    guard unitCount > 0, inputCount > 0, exampleCount > 0 else { return nil }
    self.nodes = nodes
    self.indices = indices
    sumShape = graph.shape(of: nodes.sum)
    biasShape = nodes.bias.map { graph.shape(of: $0) }
  }

  private var isWeightFirst: Bool { nodes.weightsPlace == 0 }

  /// The element of the sum, and of the activation, that is a unit's.
  package func element(ofUnit unit: Int, example: Int) -> Int {
    isWeightFirst ? unit * exampleCount + example : example * unitCount + unit
  }

  /// The element of the weights with which a unit takes an input.
  package func weight(from input: Int, to unit: Int) -> Int {
    guard let indices else { return 0 }
    return isWeightFirst ? indices.left(unit, input) : indices.right(input, unit)
  }

  /// The element of what comes in that is an input.
  package func element(ofInput input: Int, example: Int) -> Int {
    guard let indices else { return 0 }
    return isWeightFirst ? indices.right(input, example) : indices.left(example, input)
  }

  /// The element of the biases that is added for a unit.
  package func bias(ofUnit unit: Int, example: Int) -> Int {
    guard let biasShape else { return 0 }
    return biasShape.element(at: sumShape.indices(of: element(ofUnit: unit, example: example)))
  }
}
