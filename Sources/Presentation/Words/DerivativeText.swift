/// Derivatives as fractions: `d` where everything in between moves along, `∂` where one operation's other
/// operands stand still.
package enum DerivativeText {
  /// `dz/dx`, over all paths.
  package static func total(of result: String, by name: String) -> String {
    "d\(result)/d\(name)"
  }

  /// `∂a/∂x`, of one operation by one of its operands.
  package static func partial(of result: String, by operand: String) -> String {
    "∂\(result)/∂\(operand)"
  }
}
