/// A statement of a program.
package struct Statement: Sendable {
  package enum Kind: Sendable {
    /// `x = 2`
    case binding(NamePlace, value: SyntaxID)
    /// `phi(t) = tanh(t)`
    case function(NamePlace, parameters: [NamePlace], body: SyntaxID)
    /// `x*y + sin(x)`, a result without a name
    case expression(SyntaxID)
    /// `output a, b`
    case output([NamePlace])
    /// A statement that was refused, and the name it would have given, so that later uses of the
    /// name are not refused as well.
    case broken(NamePlace?)
  }

  package let kind: Kind
  package let span: SourceSpan

  /// The indices of the statement's nodes, operands before their operation: to go through them in
  /// order is to evaluate. The last is the whole expression; `output` has none.
  package let nodes: Range<Int>
}

/// A name and where it stands.
package struct NamePlace: Sendable {
  package let name: Name
  package let span: SourceSpan

  package init(name: Name, span: SourceSpan) {
    self.name = name
    self.span = span
  }
}
