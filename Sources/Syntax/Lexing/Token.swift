package import Basics

/// A word of the language: what it is and where it stands.
package struct Token: Equatable {
  package enum Kind: UInt8 {
    case number, name, output
    case plus, minus, star, slash, at, caret, root, superscript, transpose
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case assign, comma, colon, bar
    /// `..` and `..<`, between the ends of a loop's range
    case through, upTo
    case leftParenthesis, rightParenthesis, leftSquare, rightSquare
    case semicolon, newline, end
    /// What is not a word at all; the lexer's `fault` says why.
    case invalid
  }

  package let kind: Kind
  package let span: SourceSpan
  /// What a number or a superscript stands for, and 0 for all else.
  package var value = 0.0
}

extension Token.Kind {
  /// The operation that the token stands for between two operands.
  package var binaryOperator: BinaryOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .at: .matrixProduct
    case .caret: .power
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// Whether a statement ends before the token.
  package var endsStatement: Bool { self == .newline || self == .semicolon || self == .end }
}
