/// `log Σ exp(xᵢ)` along an axis or over all elements: a soft maximum, whose gradient is the softmax.
///
/// The largest element is taken out first, so that no exponential overflows.
enum LogSumExp: ReductionRule {
  static let name = "logsumexp"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "softmax(\(names[0]))"
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
      let elements = lines.line(at: x + start)
      let (peak, sum) = peakAndSum(elements)
      T.addSoftmax(
        elements, less: peak, sum: sum, hot: nil, times: node.upstream[line], to: adjoint + start)
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    let (lines, x, dx) = (Lines(node.geometry), node.value(0), node.tangent(0))
    lines.forEach { line, start in
      let (peak, sum) = peakAndSum(lines.line(at: x + start))
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        node.outputTangent[line] += dx[place] * (T.exp(x[place] - peak) / sum)
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.restored(upstream) * soft(node)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    (node.filled(tangents)[0] * soft(node)).sum(along: node.axis)
  }

  /// The softmax, and not `exp(x - z)`: z is rounded, by more than 1 when the elements are large.
  private static func soft(_ node: SymbolicCall) -> Symbol {
    let x = node.operands[0]
    guard node.axis == nil, x.shape.rank > 1, let flat = Shape([x.shape.count]) else {
      return .apply(.softmax, [x], attributes: node.attributes)
    }
    return Symbol.apply(.softmax, [x.reshaped(to: flat)]).reshaped(to: x.shape)
  }

  /// The largest element, and the sum of all exponentials less it.
  @inline(__always)
  static func peakAndSum<T: Scalar>(_ line: Line<T>) -> (peak: T, sum: T) {
    let peak = Largest.largest(line.start, count: line.count, stride: line.stride)
    return (peak, T.exponentialSum(line, less: peak, into: nil))
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
}
