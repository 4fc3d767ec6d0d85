package import Basics

/// The place of a syntax node in its tree; `NodeID` is that of a graph's node.
package struct SyntaxID: Hashable, Sendable {
  private let rawIndex: Int32

  package init(_ index: Int) {
    rawIndex = Int32(clamping: index)
  }

  /// The index into the tree's `nodes`.
  package var index: Int { Int(rawIndex) }
}

/// A name that a tree holds once, however often the program says it.
package struct Name: Hashable, Sendable {
  private let rawIndex: Int32

  package init(_ index: Int) {
    rawIndex = Int32(clamping: index)
  }

  /// The index into the tree's `names`: small numbers without gaps, fit for a table.
  package var index: Int { Int(rawIndex) }
}

/// A run of nodes that belong to one parent: arguments, elements or indices.
package struct NodeList: Hashable, Sendable {
  private let rawStart: Int32
  private let rawCount: Int32

  package init(_ range: Range<Int>) {
    rawStart = Int32(clamping: range.lowerBound)
    rawCount = Int32(clamping: range.count)
  }

  package var range: Range<Int> { Int(rawStart)..<Int(rawStart) + Int(rawCount) }

  /// The number of nodes.
  package var count: Int { Int(rawCount) }
}

/// An expression, whose parts are other nodes of the same tree.
///
/// Nodes are plain values in a flat array, so that an expression of a million terms is copied,
/// compared and freed without a deep recursion.
package struct SyntaxNode: Sendable {
  package enum Kind: Sendable {
    /// A literal. Invariant: finite and not negative; a sign is a `negate` around it.
    case number(Double)
    case name(Name)
    case negate(SyntaxID)
    case binary(BinaryOperator, SyntaxID, SyntaxID)
    case call(Name, NodeList)
    /// A named argument, as in `sum(x, axis=0)`; stands only among the arguments of a call.
    case keyword(Name, SyntaxID)
    case array(NodeList)
    /// Vectors and numbers one after the other: `[x; 1]`.
    case join(NodeList)
    case index(SyntaxID, NodeList)
    /// A range such as `1:3`, `1:` or `:`; stands only among indices.
    case slice(from: SyntaxID?, to: SyntaxID?)
  }

  package let kind: Kind
  /// Where the expression stands, without brackets around it.
  package let span: SourceSpan
}
