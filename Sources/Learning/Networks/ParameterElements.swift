package import Autodiff

/// The elements of one parameter of a network.
package struct ParameterElements: Hashable, Sendable {
  package let name: String
  package let shape: Shape
  package let elements: [Float]
  /// Whether it is a matrix of weights, not a bias.
  package let isWeight: Bool

  init(_ parameter: Network.Parameter, _ elements: [Float]) {
    name = parameter.name
    shape = parameter.shape
    isWeight = parameter.isWeight
    self.elements = elements
  }
}
