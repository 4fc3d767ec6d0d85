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
      node.output[line] = logSumExp(x + start, count: lines.length, stride: lines.inner)
    }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (x, adjoint) = (node.value(0), node.adjoint(0))
    Lines(node.geometry).forEachPlace { line, place in
      adjoint[place] += node.upstream[line] * T.exp(x[place] - node.output[line])
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

  static func logSumExp<T: Scalar>(_ x: UnsafePointer<T>, count: Int, stride: Int) -> T {
    let peak = Largest.largest(x, count: count, stride: stride)
    guard peak.isFinite else { return peak }
    var sum: T = 0
    for index in 0..<count { sum += T.exp(x[index * stride] - peak) }
    return peak + T.log(sum)
  }
}

extension Lines {
  /// Calls `body` with each element's line and place.
  @inline(__always)
  func forEachPlace(_ body: (_ line: Int, _ place: Int) -> Void) {
    forEach { line, start in
      for index in 0..<length { body(line, start + index * inner) }
    }
  }
}
