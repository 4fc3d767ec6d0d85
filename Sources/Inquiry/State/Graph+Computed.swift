package import Autodiff

extension Graph {
  /// Whether the node's value comes from operands.
  package func isComputed(_ node: NodeID) -> Bool {
    switch operation(of: node) {
    case .input, .constant: false
    default: true
    }
  }
}
