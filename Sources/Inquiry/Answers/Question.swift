/// A question about the whole run, answered by positions in time.
package enum Question: Hashable, Sendable {
  /// Where the first number that is not finite came from, and where it went.
  case whyNotFinite
  /// Who contributed to the adjoint of a node, the largest first.
  case contributions(to: String?)
  /// All paths from a node to the output or another node.
  case paths(from: String?, to: String?)
  /// Where the adjoint fades on its way from the output to a node.
  case signal(to: String?)
  /// What depends on a node.
  case reach(of: String?)
  /// The derivatives of a node's elements by those of another, or of all inputs, as a matrix.
  case jacobian(of: String?, by: String?)
  /// The derivatives of a node by each of its operands, as matrices.
  case localJacobians(of: String?)
  /// What the derivatives of a node by all inputs cost in each mode.
  case costs(of: String?)
  /// A node and its derivative written out, next to what the graph shares.
  case swell(of: String?, by: String?)
  /// The program with the statement of each node's adjoint beside that of its value.
  case augmented
  /// A node's value and tangent as one matrix, and its operation on such matrices.
  case duals(of: String?)
  /// The closed forms that the program's comments give, beside what was computed.
  case closedForms
  /// How far the numbers of single precision are from those of double.
  case doubled
  /// Where recorded numbers first differ from those computed here, and what that looks like.
  case differences
}
