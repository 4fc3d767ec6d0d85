/// The elements of the first operand in the order of the second one's, the keys, along an axis; equal
/// keys keep their order, and NaN comes last. `sort(x)` is `arrange(x, x)`.
///
/// The attributes are the axis, by default the last, and 1 for the inverse, which puts back what was
/// arranged. The keys only choose: they receive no adjoint.
enum Arrange: RelocatingRule {
  static let name = "arrange"
  static let arity = 2...2
  static let attributeCount = 0...2
  static let smoothness = Smoothness.kinked(
    at: "two equal keys", uses: "the order in which they stand")

  static func isDifferentiable(inOperand operand: Int) -> Bool { operand == 0 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    guard operands[0] == operands[1] else {
      throw ShapeMismatch("\(operands[0]) cannot be arranged by keys that are \(operands[1])")
    }
    if let axis = attributes.first { _ = try operands[0].removing(axis: axis) }
    return operands[0]
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: operands[0], running: attributes)
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    operand == 0 ? "1 at its place in the order" : "0"
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let shape = node.operands[0].shape
    guard shape.rank > 0 else { return upstream }
    let isInverse = node.attributes.count > 1 && node.attributes[1] == 1
    return .apply(
      .arrange, [upstream, node.operands[1]],
      attributes: [node.attributes.first ?? shape.rank - 1, isInverse ? 0 : 1])
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    guard let tangent = tangents[0] else { return node.tape.zeros(node.result.shape) }
    return .apply(.arrange, [tangent, node.operands[1]], attributes: node.attributes)
  }

  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    let (lines, keys) = (Lines(node.geometry), node.value(1))
    let isInverse = node.geometry[3] == 1
    lines.forEach { _, start in
      forEachRank(of: keys + start, count: lines.length, stride: lines.inner) { index, rank in
        let (here, there) = (start + index * lines.inner, start + rank * lines.inner)
        if isInverse { body(there, here) } else { body(here, there) }
      }
    }
  }

  /// Calls `body` with the index of each key and its place in the order.
  static func forEachRank<T: Scalar>(
    of keys: UnsafePointer<T>, count: Int, stride: Int, _ body: (_ index: Int, _ rank: Int) -> Void
  ) {
    // Few keys are counted, which takes no memory.
    guard count > 64 else {
      for index in 0..<count {
        let key = keys[index * stride]
        var rank = 0
        for other in 0..<count {
          let rival = keys[other * stride]
          if precedes(rival, key) || (other < index && !precedes(key, rival)) { rank += 1 }
        }
        body(index, rank)
      }
      return
    }
    let order = (0..<count).sorted { first, second in
      let (left, right) = (keys[first * stride], keys[second * stride])
      return precedes(left, right) || (first < second && !precedes(right, left))
    }
    for (rank, index) in order.enumerated() { body(index, rank) }
  }

  private static func precedes<T: Scalar>(_ left: T, _ right: T) -> Bool {
    left < right || (right.isNaN && !left.isNaN)
  }
}
