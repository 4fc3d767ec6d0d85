/// `yᵢ = exp(xᵢ) / Σ exp(xⱼ)` along an axis, by default the last.
///
/// Its Jacobian is `diag(y) - y yᵀ`, so that the contribution is `y·(ȳ - ⟨ȳ, y⟩)`.
enum Softmax: Rule {
  static let name = "softmax"
  static let arity = 1...1
  static let attributeCount = 0...1

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    _ = try attributes.first.map { axis throws(ShapeMismatch) in
      try operands[0].removing(axis: axis)
    }
    return operands[0]
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    let last = operands[0].rank - 1
    return Lines.geometry(of: operands[0], axis: attributes.first ?? (last < 0 ? nil : last))
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "diag(\(result)) - \(result)·\(result)ᵀ"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x, y) = (Lines(node.geometry), node.value(0), node.output)
    lines.forEach { _, start in
      let peak = Largest.largest(x + start, count: lines.length, stride: lines.inner)
      let sum = T.exponentialSum(lines.line(at: x + start), less: peak, into: y + start)
      for index in 0..<lines.length { y[start + index * lines.inner] /= sum }
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (y, upstream, adjoint) = (node.output, node.upstream, node.adjoint(0))
    applyJacobian(node, to: upstream) { place, product in adjoint[place] += product * y[place] }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    let (y, result) = (node.output, node.outputTangent)
    applyJacobian(node, to: node.tangent(0)) { place, product in result[place] = product * y[place]
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    applyJacobian(node, to: upstream)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    applyJacobian(node, to: node.filled(tangents)[0])
  }

  private static func applyJacobian(_ node: SymbolicCall, to vector: Symbol) -> Symbol {
    let shape = node.operands[0].shape
    let axis = node.axis ?? (shape.rank > 1 ? shape.rank - 1 : nil)
    let mean = (vector * node.result).sum(along: axis)
    return (vector - mean.restoring(axis: axis, of: shape)) * node.result
  }

  /// Calls `body` with `vᵢ - ⟨v, y⟩` for each element; the Jacobian is symmetric, so that one walk
  /// serves both directions.
  @inline(__always)
  private static func applyJacobian<T>(
    _ node: KernelCall<T>, to vector: UnsafePointer<T>, _ body: (_ place: Int, _ product: T) -> Void
  ) {
    let (lines, y) = (Lines(node.geometry), node.output)
    lines.forEach { _, start in
      var mean: T = 0
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        mean += vector[place] * y[place]
      }
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        body(place, vector[place] - mean)
      }
    }
  }
}
