/// `log Σ exp(xᵢ)` along an axis or over all elements: a soft maximum, whose gradient is the softmax.
///
/// The largest element is taken out first, so that no exponential overflows.
enum LogSumExp: ReductionRule {
  static let name = "logsumexp"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "exp(\(names[0]) - \(result))"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      node.output[line] = logSumExp(lines.line(at: x + start))
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (lines, x, adjoint) = (Lines(node.geometry), node.value(0), node.adjoint(0))
    lines.forEach { line, start in
      T.addSoftmax(
        lines.line(at: x + start), less: node.output[line], sum: 1, hot: nil,
        times: node.upstream[line], to: adjoint + start)
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    let (x, dx) = (node.value(0), node.tangent(0))
    Lines(node.geometry).forEachPlace { line, place in
      node.outputTangent[line] += dx[place] * T.exp(x[place] - node.output[line])
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.restored(upstream) * soft(node)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    (node.filled(tangents)[0] * soft(node)).sum(along: node.axis)
  }

  private static func soft(_ node: SymbolicCall) -> Symbol {
    .exp(node.operands[0] - node.restored(node.result))
  }

  static func logSumExp<T: Scalar>(_ line: Line<T>) -> T {
    let peak = Largest.largest(line.start, count: line.count, stride: line.stride)
    guard peak.isFinite else { return peak }
    return peak + T.log(T.exponentialSum(line, less: peak, into: nil))
  }
}

extension Lines {
  /// The line whose first element is given.
  func line<T>(at start: UnsafePointer<T>) -> Line<T> {
    Line(start: start, count: length, stride: inner)
  }

  /// Calls `body` with each element's line and place.
  @inline(__always)
  func forEachPlace(_ body: (_ line: Int, _ place: Int) -> Void) {
    forEach { line, start in
      for index in 0..<length { body(line, start + index * inner) }
    }
  }
}
