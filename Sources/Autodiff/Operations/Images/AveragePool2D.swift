/// The mean of each window of an image: `averagePool2d(image, size=2)`.
///
/// The attributes are those of ``Windows``, where the mark says that zeros on the padding count as
/// elements; otherwise each mean is over what lies on the image.
enum AveragePool2D: FactorRule {
  static let name = "averagePool2d"
  static let arity = 1...1
  static let attributeCount = Windows.attributeCount

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    try Windows(operands[0], attributes).resultShape(of: operands[0])
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    (try? Windows(operands[0], attributes))?.geometry ?? []
  }

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1/count in each window"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    average(node.value(0), into: node.output, node)
  }

  static func forEachFactor<T: Scalar>(
    of node: KernelCall<T>, _ body: (_ window: Int, _ place: Int, _ share: T) -> Void
  ) {
    let windows = Windows(node.geometry)
    windows.forEach { window, plane, rows, columns in
      let share = 1 / T(windows.count(rows, columns))
      windows.forEachPlace(plane, rows, columns) { body(window, $0, share) }
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    average(node.tangent(0), into: node.outputTangent, node)
  }

  private static func average<T>(
    _ x: UnsafePointer<T>, into result: UnsafeMutablePointer<T>, _ node: KernelCall<T>
  ) {
    let windows = Windows(node.geometry)
    windows.forEach { window, plane, rows, columns in
      var sum: T = 0
      windows.forEachPlace(plane, rows, columns) { sum += x[$0] }
      result[window] = sum / T(windows.count(rows, columns))
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    guard let extents = try? Windows(node.operands[0].shape, node.attributes) else { return 0 }
    let windows = GatheredWindows(node, extents)
    return windows.joined(windows.spread(upstream / counts(node, extents)))
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.averagePool2d, node.filled(tangents), attributes: node.attributes)
  }

  /// How many elements each window is the mean of: one number where they are as many in all.
  private static func counts(_ node: SymbolicCall, _ windows: Windows) -> Symbol {
    var counts: [Double] = []
    var plane = windows
    plane.planes = 1
    plane.forEach { _, _, rows, columns in counts.append(Double(windows.count(rows, columns))) }
    guard let first = counts.first, counts.contains(where: { $0 != first }) else {
      return .number(counts.first ?? 1)
    }
    let shape = Shape(Array(node.result.shape.extents.suffix(2))) ?? node.result.shape
    return node.tape.vector(counts).reshaped(to: shape)
  }
}

extension Windows {
  /// How many elements a mean over a window is divided by.
  fileprivate func count(_ rows: Range<Int>, _ columns: Range<Int>) -> Int {
    isMarked ? height * width : rows.count * columns.count
  }
}
