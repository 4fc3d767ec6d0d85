/// The sum along an axis or over all elements: it sends its adjoint to every element unchanged.
enum Sum: ReductionRule {
  static let name = "sum"

  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      node.output[line] = sum(x + start, count: lines.length, stride: lines.inner)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    spread(node.upstream, times: 1, along: Lines(node.geometry), to: node.adjoint(0))
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    let (lines, dx) = (Lines(node.geometry), node.tangent(0))
    lines.forEach { line, start in
      node.outputTangent[line] = sum(dx + start, count: lines.length, stride: lines.inner)
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.restored(upstream).broadcast(to: node.operands[0].shape)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    node.filled(tangents)[0].sum(along: node.axis)
  }

  /// A sum in blocks, whose rounding error grows with the root of the count rather than the count.
  static func sum<T: Scalar>(_ x: UnsafePointer<T>, count: Int, stride: Int) -> T {
    let block = 256
    var total: T = 0
    var start = 0
    while start < count {
      var partial: T = 0
      for index in start..<min(start + block, count) { partial += x[index * stride] }
      total += partial
      start += block
    }
    return total
  }

  /// Adds to each element of a line the line's upstream adjoint times a factor.
  static func spread<T: Scalar>(
    _ upstream: UnsafePointer<T>, times factor: T, along lines: Lines,
    to adjoint: UnsafeMutablePointer<T>
  ) {
    lines.forEach { line, start in
      let contribution = upstream[line] * factor
      for index in 0..<lines.length { adjoint[start + index * lines.inner] += contribution }
    }
  }
}
