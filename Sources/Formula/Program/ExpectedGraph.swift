package import Autodiff
import Syntax

/// What another program says the numbers of a node are, in row-major order.
package struct ExpectedNumbers: Hashable, Sendable {
  package let value: [Double]?
  package let adjoint: [Double]?
  package let tangent: [Double]?

  package init(value: [Double]?, adjoint: [Double]?, tangent: [Double]?) {
    self.value = value
    self.adjoint = adjoint
    self.tangent = tangent
  }
}

/// What another program says the numbers of a graph are.
package struct ExpectedGraph: Hashable, Sendable {
  /// By node; of some nodes nothing may be said.
  package let nodes: [NodeID: ExpectedNumbers]
  /// The output that the adjoints are of.
  package let output: NodeID

  package init(nodes: [NodeID: ExpectedNumbers], output: NodeID) {
    self.nodes = nodes
    self.output = output
  }
}
