package import Autodiff
import Syntax

/// How an input moves in the modes with tangents: the tangent that it is given.
package struct Direction: Hashable, Sendable {
  package let input: NodeID
  /// In row-major order.
  package let tangent: [Double]
}
