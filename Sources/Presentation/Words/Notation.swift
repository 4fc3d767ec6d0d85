/// How derivatives are written.
package enum Notation: String, CaseIterable, Sendable {
  /// `x̄`, and `adj(loss)` for longer names.
  case bar
  /// `x←`, in which the arrow says where the number comes from.
  case arrow
  /// `gx`, as the derivative program calls it.
  case g
  /// `dz/dx`.
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
    case .leibniz: DerivativeText.total(of: output, by: name)
    case .delta: "δ\(name)"
    }
  }

  /// Whether a mark can be drawn over each of these names: in one line, all or none have it.
  package static func combines(_ names: some Sequence<String>) -> Bool {
    names.allSatisfy { $0.count == 1 }
  }

  /// The next notation, round at the end.
  package var next: Notation {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + 1) % all.count]
  }

  /// The notation by an example: `leibniz: dz/dx`.
  package func example(combining: Bool) -> String {
    "\(rawValue): \(adjoint("x", of: "z", combining: combining))"
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
