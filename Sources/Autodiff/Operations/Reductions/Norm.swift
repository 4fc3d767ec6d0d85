/// The root of the sum of all squares along an axis or of all elements, with the derivative 0 where
/// that is 0.
///
/// The elements are scaled by a power of 2, so that no square overflows and none is lost.
enum Norm: ReductionRule, FactorRule {
  static let name = "norm"
  static let smoothness = Smoothness.kinked(at: "x = 0", uses: "0")

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "\(names[0])/\(result)"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      node.output[line] = norm(x + start, count: lines.length, stride: lines.inner)
    }
  }

  private static func norm<T: Scalar>(
    _ x: UnsafePointer<T>, count: Int, stride: Int
  ) -> T {
    var peak: T = 0
    for index in 0..<count {
      let size = x[index * stride].magnitude
      if size > peak || size.isNaN { peak = size }
      if peak.isNaN { return peak }
    }
    guard peak > 0, peak.isFinite else { return peak }
    let scale = peak.binade
    var sum: T = 0
    for index in 0..<count {
      let part = x[index * stride] / scale
      sum += part * part
    }
    return scale * sum.squareRoot()
  }

  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ line: Int, _ place: Int, _ ratio: T) -> Void
  ) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      let norm = node.output[line]
      guard norm != 0 else { return }
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        body(line, place, x[place] / norm)
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    node.restored(upstream) * ratio(node)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    (node.filled(tangents)[0] * ratio(node)).sum(along: node.axis)
  }

  /// `x/‖x‖`, and 0 where that is 0.
  private static func ratio(_ node: SymbolicCall) -> Symbol {
    let norm = node.restored(node.result)
    let isZero = Symbol.equal(norm, 0)
    return .select(isZero, 0, node.operands[0] / .select(isZero, 1, norm))
  }
}
