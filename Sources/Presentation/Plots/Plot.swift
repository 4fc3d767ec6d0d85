/// What can be plotted of a program.
package enum Plot: Hashable, Sendable {
  /// A function of one number.
  case curve(Curve)
  /// A function of two.
  case surface(Surface)

  /// What is plotted over what: `z by x`.
  package var title: String {
    switch self {
    case .curve(let curve):
      curve.name.hasSuffix("(\(curve.variable))")
        ? curve.name : "\(curve.name) by \(curve.variable)"
    case .surface(let surface):
      surface.name.hasSuffix("(\(surface.variables.joined(separator: ", ")))")
        ? surface.name : "\(surface.name) by \(surface.variables.joined(separator: ", "))"
    }
  }
}
