/// An operation written between its two operands.
package enum BinaryOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, divide, matrixProduct, power
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// How the operator is spelled.
  package var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .matrixProduct: "@"
    case .power: "^"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  /// How tightly the operator binds.
  package var precedence: Precedence {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide, .matrixProduct: .product
    case .power: .power
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    }
  }

  /// The least that an operand on the left must bind to stand without brackets.
  package var leftMinimum: Precedence {
    switch precedence {
    case .comparison: .sum
    case .power: .postfix
    default: precedence
    }
  }

  /// The least that an operand on the right must bind to stand without brackets: `a - (b - c)`
  /// needs them, `a^b^c` and `2^-x` do not.
  package var rightMinimum: Precedence {
    switch precedence {
    case .comparison: .sum
    case .sum: .product
    case .power: .prefix
    default: .prefix
    }
  }
}

/// How tightly an expression holds together, loosest first; the order is Python's.
package enum Precedence: UInt8, Comparable, Sendable {
  case comparison, sum, product, prefix, power, postfix

  package static func < (left: Precedence, right: Precedence) -> Bool {
    left.rawValue < right.rawValue
  }
}
