extension Node {
  /// The sum, of operands that are broadcast.
  public static func + (left: Node, right: Node) -> Node { .apply(.add, [left, right]) }

  /// The difference, of operands that are broadcast.
  public static func - (left: Node, right: Node) -> Node { .apply(.subtract, [left, right]) }

  /// The product of elements, of operands that are broadcast.
  public static func * (left: Node, right: Node) -> Node { .apply(.multiply, [left, right]) }

  /// The quotient of elements, of operands that are broadcast.
  public static func / (left: Node, right: Node) -> Node { .apply(.divide, [left, right]) }

  /// The element with the opposite sign.
  public static prefix func - (operand: Node) -> Node { .apply(.negate, [operand]) }

  /// Adds to an expression, as in a loop that sums up.
  public static func += (left: inout Node, right: Node) { left = left + right }

  /// Multiplies an expression.
  public static func *= (left: inout Node, right: Node) { left = left * right }
}

// A number that is not a literal stands beside a node as well: `x * rate`.
extension Node {
  /// The sum with a number.
  @_disfavoredOverload
  public static func + (left: Node, right: Double) -> Node { left + Node(right) }

  /// The sum with a number.
  @_disfavoredOverload
  public static func + (left: Double, right: Node) -> Node { Node(left) + right }

  /// The difference with a number.
  @_disfavoredOverload
  public static func - (left: Node, right: Double) -> Node { left - Node(right) }

  /// The difference with a number.
  @_disfavoredOverload
  public static func - (left: Double, right: Node) -> Node { Node(left) - right }

  /// The product of elements with a number.
  @_disfavoredOverload
  public static func * (left: Node, right: Double) -> Node { left * Node(right) }

  /// The product of elements with a number.
  @_disfavoredOverload
  public static func * (left: Double, right: Node) -> Node { Node(left) * right }

  /// The quotient of elements with a number.
  @_disfavoredOverload
  public static func / (left: Node, right: Double) -> Node { left / Node(right) }

  /// The quotient of elements with a number.
  @_disfavoredOverload
  public static func / (left: Double, right: Node) -> Node { Node(left) / right }
}

// Comparisons answer 1 or 0 for each pair of elements and pass no adjoint on.
extension Node {
  /// 1 where the left element is smaller than the right one, else 0.
  public static func .< (left: Node, right: Node) -> Node { .apply(.less, [left, right]) }

  /// 1 where the left element is at most the right one, else 0.
  public static func .<= (left: Node, right: Node) -> Node { .apply(.lessOrEqual, [left, right]) }

  /// 1 where the left element is larger than the right one, else 0.
  public static func .> (left: Node, right: Node) -> Node { .apply(.greater, [left, right]) }

  /// 1 where the left element is at least the right one, else 0.
  public static func .>= (left: Node, right: Node) -> Node {
    .apply(.greaterOrEqual, [left, right])
  }

  /// 1 where the left element is equal to the right one, else 0.
  public static func .== (left: Node, right: Node) -> Node { .apply(.equal, [left, right]) }

  /// 1 where the left element is other than the right one, else 0.
  public static func .!= (left: Node, right: Node) -> Node { .apply(.notEqual, [left, right]) }
}
