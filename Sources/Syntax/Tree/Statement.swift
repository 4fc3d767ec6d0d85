package import Basics

/// A statement of a program.
///
/// The lines of a block follow its header in the tree's list of statements, so that a program of
/// any depth is a flat list: a loop of two lines is three statements.
package struct Statement: Sendable {
  package enum Kind: Sendable {
    /// `x = 2`
    case binding(NamePlace, value: SyntaxID)
    /// `phi(t) = tanh(t)`; without a body, the lines below it are.
    case function(NamePlace, parameters: [NamePlace], body: SyntaxID?)
    /// `x*y + sin(x)`, a result without a name
    case expression(SyntaxID)
    /// `output a, b[0]`
    case output([OutputPlace])
    /// `for i in 0..<n:`, or `1..n`, which includes its end
    case loop(NamePlace, from: SyntaxID, to: SyntaxID, isClosed: Bool)
    /// `if x > 0:`
    case branch(SyntaxID)
    /// `else:`, which follows the lines of its `if`
    case otherwise
    /// A statement that was refused, and the name it would have given, so that later uses of the
    /// name are not refused as well.
    case broken(NamePlace?)
  }

  package let kind: Kind
  package let span: SourceSpan

  /// The indices of the statement's nodes, operands before their operation: to go through them in
  /// order is to evaluate. The last is the whole expression; `output` has only its elements.
  package let nodes: Range<Int>

  /// The indices of the statements that are the lines of this block; empty for any other.
  package internal(set) var body = 0..<0

  /// Whether the statement binds data, `data y = [1, 0]`, for which no adjoint is asked.
  package let isData: Bool
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

/// What an `output` statement asks for: a name, or a part of what it stands for.
package struct OutputPlace: Sendable {
  package let name: NamePlace
  /// The whole of `y[0]`; `nil` for a name alone.
  package let element: SyntaxID?

  package init(_ name: NamePlace, element: SyntaxID? = nil) {
    self.name = name
    self.element = element
  }
}
