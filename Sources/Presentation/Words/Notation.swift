/// How derivatives are written.
package enum Notation: String, CaseIterable, Sendable {
  /// `x̄`, and `adj(loss)` for longer names.
  case bar
  /// `x←`, in which the arrow says where the number comes from.
  case arrow
  /// `gx`, as the derivative program calls it.
  case g
  /// `∂z/∂x`.
  case leibniz
  /// `δx`, as texts on neural networks write it.
  case delta

  /// The adjoint of a node.
  ///
  /// A combining bar is drawn over names of one letter only, and only where the terminal can.
  package func adjoint(_ name: String, of output: String, combining: Bool = true) -> String {
    switch self {
    case .bar: name.count == 1 && combining ? "\(name)\u{0304}" : "adj(\(name))"
    case .arrow: "\(name)←"
    case .g: "g\(name)"
    case .leibniz: "∂\(output)/∂\(name)"
    case .delta: "δ\(name)"
    }
  }

  /// The tangent of a node.
  package func tangent(_ name: String, combining: Bool = true) -> String {
    switch self {
    case .bar: name.count == 1 && combining ? "\(name)\u{0307}" : "tangent(\(name))"
    case .arrow: "\(name)→"
    case .g, .delta, .leibniz: "d\(name)"
    }
  }
}
