import Autodiff
import Formula
import Inquiry

/// What is looked at inside a tensor.
struct TensorPane: Hashable, Sendable {
  let node: NodeID
  var quantity: Quantity
  /// The element under the cursor, by its place in row-major order.
  var element = 0
  /// Whether the pane goes along with what happens, as it does after stepping into a tensor.
  let follows: Bool
}

/// What a key means while a tensor is looked into; all other keys mean what they always do.
package enum TensorCommand: Hashable, Sendable {
  case left, right, up, down, previousSlice, nextSlice, nextQuantity, leave
}

extension TensorPane {
  /// Moves the cursor within a tensor of a shape; at an edge it stays.
  mutating func move(_ command: TensorCommand, in shape: Shape, images: ImageShape?) {
    let plan = SlicePlan(shape, images: images)
    var place = plan.place(of: element)
    switch command {
    case .left: place.column -= 1
    case .right: place.column += 1
    case .up: place.row -= 1
    case .down: place.row += 1
    case .previousSlice: place.slice -= 1
    case .nextSlice: place.slice += 1
    case .nextQuantity, .leave: return
    }
    element = plan.element(at: place) ?? element
  }
}
