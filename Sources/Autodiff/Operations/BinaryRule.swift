/// An operation that combines the elements of two operands, broadcast to one shape.
protocol BinaryRule: Rule {
  static func value<T: Scalar>(_ x: T, _ y: T) -> T

  /// The local partial ∂z/∂x.
  static func firstPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T

  /// The local partial ∂z/∂y.
  static func secondPartial<T: Scalar>(_ x: T, _ y: T, _ z: T) -> T

  /// A derivative carried on by the chain rule, between z and x: an adjoint or a tangent times the
  /// local partial.
  ///
  /// An operation that chooses says it anew: what it does not choose gets 0, whatever the derivative
  /// is, where a product with a partial of 0 would be 0·∞.
  static func firstChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T

  /// The same between z and y.
  static func secondChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T

  /// The local partial ∂z/∂x as nodes: the same number, by operations of the catalogue.
  static func firstPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol

  /// The local partial ∂z/∂y as nodes.
  static func secondPartial(_ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol

  /// A derivative carried on between z and x, as nodes.
  static func firstChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol

  /// The same between z and y.
  static func secondChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol

  /// Both local partials in words.
  static func partialTexts(x: String, y: String, z: String) -> (String, String)

  /// Whether there is no derivative at this point.
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool
}

extension BinaryRule {
  static var arity: ClosedRange<Int> { 2...2 }
  static func isKink<T: Scalar>(_ x: T, _ y: T) -> Bool { false }

  @inline(__always)
  static func firstChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    derivative * firstPartial(x, y, z)
  }

  @inline(__always)
  static func secondChain<T: Scalar>(_ derivative: T, _ x: T, _ y: T, _ z: T) -> T {
    derivative * secondPartial(x, y, z)
  }

  static func firstChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    firstPartial(x, y, z) * derivative
  }

  static func secondChain(_ derivative: Symbol, _ x: Symbol, _ y: Symbol, _ z: Symbol) -> Symbol {
    secondPartial(x, y, z) * derivative
  }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    try operands[0].broadcast(with: operands[1])
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    BroadcastRows.geometry(of: operands, result: result)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    let texts = partialTexts(x: names[0], y: names[1], z: result)
    return operand == 0 ? texts.0 : texts.1
  }

  /// The local partial with respect to operand 0 or 1.
  @inline(__always)
  static func partial<T: Scalar>(operand: Int, _ x: T, _ y: T, _ z: T) -> T {
    operand == 0 ? firstPartial(x, y, z) : secondPartial(x, y, z)
  }

  /// A derivative carried on between the result and operand 0 or 1.
  @inline(__always)
  static func chain<T: Scalar>(
    operand: Int, _ derivative: T, _ x: T, _ y: T, _ z: T
  ) -> T {
    operand == 0 ? firstChain(derivative, x, y, z) : secondChain(derivative, x, y, z)
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (x, y, z) = (node.value(0), node.value(1), node.output)
    BroadcastRows(node.geometry, operandCount: 2).forEach { row in
      let (first, second, out) = (x + row.operand(0), y + row.operand(1), z + row.result)
      row.forEachElement { index, offset0, offset1 in
        out[index] = value(first[offset0], second[offset1])
      }
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    if operand == 0 {
      pullback(node, to: 0) { above, x, y, z in firstChain(above, x, y, z) }
    } else {
      pullback(node, to: 1) { above, x, y, z in secondChain(above, x, y, z) }
    }
  }

  @inline(__always)
  private static func pullback<T>(
    _ node: KernelCall<T>, to operand: Int, chain: (T, T, T, T) -> T
  ) {
    let (x, y, z, upstream) = (node.value(0), node.value(1), node.output, node.upstream)
    let adjoint = node.adjoint(operand)
    BroadcastRows(node.geometry, operandCount: 2).forEach { row in
      let (first, second) = (x + row.operand(0), y + row.operand(1))
      let (out, above, target) = (
        z + row.result, upstream + row.result, adjoint + row.operand(operand)
      )
      if row.isRepeated(operand) {
        var sum: T = 0
        row.forEachElement { index, offset0, offset1 in
          sum += chain(above[index], first[offset0], second[offset1], out[index])
        }
        target[0] += sum
      } else {
        row.forEachElement { index, offset0, offset1 in
          let contribution = chain(above[index], first[offset0], second[offset1], out[index])
          target[operand == 0 ? offset0 : offset1] += contribution
        }
      }
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    let (x, y, z, result) = (node.value(0), node.value(1), node.output, node.outputTangent)
    node.clearTangent()
    for operand in 0..<2 where node.varies(operand) {
      let tangent = node.tangent(operand)
      BroadcastRows(node.geometry, operandCount: 2).forEach { row in
        let (first, second) = (x + row.operand(0), y + row.operand(1))
        let (out, dot, dx) = (z + row.result, result + row.result, tangent + row.operand(operand))
        row.forEachElement { index, offset0, offset1 in
          dot[index] += chain(
            operand: operand, dx[operand == 0 ? offset0 : offset1], first[offset0],
            second[offset1], out[index])
        }
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let (x, y) = (node.operands[0], node.operands[1])
    let contribution =
      operand == 0
      ? firstChain(upstream, x, y, node.result) : secondChain(upstream, x, y, node.result)
    return contribution.summed(to: node.operands[operand].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let (x, y) = (node.operands[0], node.operands[1])
    let first = tangents[0].map { firstChain($0, x, y, node.result) }
    let second = tangents[1].map { secondChain($0, x, y, node.result) }
    let tangent = first.flatMap { first in second.map { first + $0 } } ?? first ?? second
    return (tangent ?? 0).broadcast(to: node.result.shape)
  }
}
