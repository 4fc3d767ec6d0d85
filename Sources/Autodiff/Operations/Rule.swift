/// All that an operation says about itself: shapes, values, both derivatives, words.
///
/// A rule is a type without instances. What varies from node to node, such as the axis of a sum,
/// are the node's attributes; what its kernels need to know of the shapes is worked out once, when
/// memory is laid out, as the node's geometry.
protocol Rule: Sendable {
  /// The name in the formula language, such as `tanh`, or the operator, such as `+`.
  static var name: String { get }

  /// How many operands there may be.
  static var arity: ClosedRange<Int> { get }

  /// How many attributes there may be.
  static var attributeCount: ClosedRange<Int> { get }

  /// The shape of the result; throws the reason when the operands do not fit.
  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape

  /// The numbers that the kernels need of the shapes, in an order of the rule's own.
  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int]

  /// Computes the result from the operands.
  static func forward<T>(_ node: KernelCall<T>)

  /// Adds to the adjoint of one operand the contribution of the node's own adjoint.
  static func pullback<T>(_ node: KernelCall<T>, operand: Int)

  /// Computes the tangent of the result from the tangents of those operands that have one.
  static func pushforward<T>(_ node: KernelCall<T>)

  /// The contribution of the node's adjoint to the adjoint of one operand, as nodes.
  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol

  /// The tangent of the result, as nodes, from those of the operands that move; one at least does.
  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol

  /// Whether the result varies with this operand smoothly enough to send it an adjoint at all.
  static func isDifferentiable(inOperand operand: Int) -> Bool

  /// The local partial with respect to one operand, given the names of operands and result.
  static func partialText(operand: Int, names: [String], result: String) -> String

  /// The same for a node with these attributes, where the partial is another operation that has them.
  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String

  /// Where the operation has no derivative, and what is used there.
  static var smoothness: Smoothness { get }

  /// The interval of each operand in which the operation is defined and its checks are made.
  static func domain(ofOperand operand: Int) -> ClosedRange<Double>
}

extension Rule {
  static func isDifferentiable(inOperand operand: Int) -> Bool { true }
  static var attributeCount: ClosedRange<Int> { 0...0 }
  static var smoothness: Smoothness { .smooth }
  static func domain(ofOperand operand: Int) -> ClosedRange<Double> { -2...2 }
  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] { [] }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    partialText(operand: operand, names: names, result: result)
  }
}

/// Where an operation is not differentiable, and which value stands in for the derivative there.
public enum Smoothness: Hashable, Sendable {
  /// Differentiable wherever it is defined.
  case smooth
  /// Continuous with a kink: the place, and the subgradient that is used.
  case kinked(at: String, uses: String)
  /// Constant between jumps: the derivative is zero wherever there is one.
  case stepwise
  /// Constant between jumps so small that the derivative is taken to be 1.
  case rounding
  /// Known only where it was recorded: nothing computed here may go through it.
  case recorded
}
