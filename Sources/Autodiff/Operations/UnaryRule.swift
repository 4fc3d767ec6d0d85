/// An operation that maps each element of one operand to the element of the result at its place.
protocol UnaryRule: Rule {
  static func value<T: Scalar>(_ x: T) -> T

  /// The local partial ∂y/∂x, in terms of the operand or the result, whichever is cheaper.
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T

  /// A derivative carried on by the chain rule: an adjoint or a tangent times the local partial.
  ///
  /// An operation that chooses says it anew: what it does not choose gets 0, whatever the derivative
  /// is, where a product with a partial of 0 would be 0·∞.
  static func chain<T: Scalar>(_ derivative: T, _ x: T, _ y: T) -> T

  /// The local partial as nodes: the same number, by operations of the catalogue.
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol

  /// The derivative carried on, as nodes.
  static func chain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol) -> Symbol

  /// The local partial in words, such as `cos(x)`.
  static func partialText(x: String, y: String) -> String

  /// Whether `x` is a point where there is no derivative.
  static func isKink<T: Scalar>(_ x: T) -> Bool

  /// Computes `count` elements; a rule with a vector kernel of its own replaces the loop.
  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int)
}

extension UnaryRule {
  static var arity: ClosedRange<Int> { 1...1 }
  static func isKink<T: Scalar>(_ x: T) -> Bool { false }

  @inline(__always)
  static func chain<T: Scalar>(_ derivative: T, _ x: T, _ y: T) -> T {
    derivative * partial(x, y)
  }

  static func chain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol) -> Symbol {
    partial(x, y) * derivative
  }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape { operands[0] }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(x: names[0], y: result)
  }

  @inline(__always)
  static func fill<T: Scalar>(
    _ y: UnsafeMutablePointer<T>, from x: UnsafePointer<T>, count: Int
  ) {
    for index in 0..<count { y[index] = value(x[index]) }
  }

  static func forward<T>(_ node: KernelCall<T>) {
    fill(node.output, from: node.value(0), count: node.result.count)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (x, y) = (node.value(0), node.output)
    let (upstream, adjoint) = (node.upstream, node.adjoint(0))
    for index in 0..<node.result.count {
      adjoint[index] += chain(upstream[index], x[index], y[index])
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    let (x, y, tangent, result) = (node.value(0), node.output, node.tangent(0), node.outputTangent)
    for index in 0..<node.result.count {
      result[index] = chain(tangent[index], x[index], y[index])
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    chain(upstream, node.operands[0], node.result)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    chain(tangents[0] ?? 0, node.operands[0], node.result)
  }
}
