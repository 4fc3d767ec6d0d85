/// The largest element along an axis or of all; equal largest elements share the adjoint evenly.
enum Largest: ReductionRule, FactorRule {
  static let name = "max"
  static let smoothness = Smoothness.kinked(
    at: "two equal largest elements", uses: "an even share for each")

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1 where \(names[0]) = \(result), shared"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      node.output[line] = largest(x + start, count: lines.length, stride: lines.inner)
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let isLargest = isLargest(node)
    let share = node.restored(upstream / isLargest.sum(along: node.axis))
    return Symbol.select(isLargest, share, 0).carryingNaN(of: node.restored(node.result))
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    let isLargest = isLargest(node)
    let moved = Symbol.select(isLargest, node.filled(tangents)[0], 0)
    return moved.sum(along: node.axis) / isLargest.sum(along: node.axis)
  }

  private static func isLargest(_ node: SymbolicCall) -> Symbol {
    .equal(node.operands[0], node.restored(node.result))
  }

  /// The largest of the elements, which is NaN as soon as one is; -∞ when there are none.
  static func largest<T: Scalar>(_ x: UnsafePointer<T>, count: Int, stride: Int) -> T {
    var best = -T.infinity
    for index in 0..<count {
      let element = x[index * stride]
      if element > best || element.isNaN { best = element }
      if best.isNaN { break }
    }
    return best
  }

  /// The factor of a largest element is one over their number, and NaN for all where there is one.
  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ line: Int, _ place: Int, _ share: T) -> Void
  ) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { line, start in
      let best = node.output[line]
      let places = stride(from: start, to: start + lines.length * lines.inner, by: lines.inner)
      var ties = 0
      for place in places where x[place] == best { ties += 1 }
      for place in places where best.isNaN || x[place] == best {
        body(line, place, best.isNaN ? .nan : 1 / T(ties))
      }
    }
  }
}
