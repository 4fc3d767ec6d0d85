/// Rows of a tensor, or parts along another axis, by a list of their places; a part may be there again
/// and again, and then its adjoints add up.
///
/// The attributes are the axis and the places.
enum Gather: RelocatingRule {
  static let name = "gather"
  static let arity = 1...1
  static let attributeCount = 1...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    _ = try operands[0].removing(axis: attributes[0])
    var extents = operands[0].extents
    let places = attributes.dropFirst()
    if let place = places.first(where: { !(0..<extents[attributes[0]]).contains($0) }) {
      throw ShapeMismatch("index \(place) is outside axis \(attributes[0]) of \(operands[0])")
    }
    extents[attributes[0]] = places.count
    guard let shape = Shape(extents) else { throw ShapeMismatch("the parts are too large") }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    GatheredLines.geometry(of: operands[0], attributes[0], places: attributes.dropFirst())
  }

  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let axis = node.attributes[0]
    let extent = node.operands[0].shape.extents[axis]
    return .apply(
      .scatter, [upstream], attributes: [axis, extent] + node.attributes.dropFirst())
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.gather, node.filled(tangents), attributes: node.attributes)
  }

  @inline(__always)
  static func forEachElement<T>(
    of node: KernelCall<T>, _ body: (_ source: Int, _ target: Int) -> Void
  ) {
    GatheredLines(node.geometry).forEach(body)
  }
}

/// Parts along an axis added into zeros at a list of places: what takes the adjoints of `gather` back.
///
/// The attributes are the axis, its length in the result, and the places.
enum Scatter: Rule {
  static let name = "scatter"
  static let arity = 1...1
  static let attributeCount = 2...Int.max

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    let (axis, extent, places) = (attributes[0], attributes[1], attributes.dropFirst(2))
    _ = try operands[0].removing(axis: axis)
    guard operands[0].extents[axis] == places.count else {
      throw ShapeMismatch(
        "\(operands[0]) takes \(operands[0].extents[axis]) places, not \(places.count)")
    }
    if let place = places.first(where: { !(0..<max(extent, 0)).contains($0) }) {
      throw ShapeMismatch("place \(place) is outside an axis of length \(extent)")
    }
    var extents = operands[0].extents
    extents[axis] = max(extent, 0)
    guard let shape = Shape(extents) else { throw ShapeMismatch("the result is too large") }
    return shape
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    GatheredLines.geometry(of: result, attributes[0], places: attributes.dropFirst(2))
  }

  static func partialText(operand: Int, names: [String], result: String) -> String { "1" }

  static func forward<T>(_ node: KernelCall<T>) {
    node.output.update(repeating: 0, count: node.result.count)
    let x = node.value(0)
    GatheredLines(node.geometry).forEach { place, part in node.output[place] += x[part] }
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let adjoint = node.adjoint(0)
    GatheredLines(node.geometry).forEach { place, part in adjoint[part] += node.upstream[place] }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    let tangent = node.tangent(0)
    GatheredLines(node.geometry).forEach { place, part in
      node.outputTangent[place] += tangent[part]
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    .apply(
      .gather, [upstream], attributes: [node.attributes[0]] + node.attributes.dropFirst(2))
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.scatter, node.filled(tangents), attributes: node.attributes)
  }
}

/// The elements of a tensor that a list of places picks along an axis, and where they stand among the
/// picked ones.
private struct GatheredLines {
  private let numbers: UnsafePointer<Int>

  init(_ geometry: UnsafePointer<Int>) {
    numbers = geometry
  }

  static func geometry(of shape: Shape, _ axis: Int, places: ArraySlice<Int>) -> [Int] {
    Lines.geometry(of: shape, axis: axis) + [places.count] + places
  }

  /// Calls `body` with the place of each picked element in the tensor and among the picked ones.
  @inline(__always)
  func forEach(_ body: (_ place: Int, _ part: Int) -> Void) {
    let (outer, length, inner, count) = (numbers[0], numbers[1], numbers[2], numbers[3])
    for block in 0..<outer {
      for index in 0..<count {
        let place = (block * length + numbers[4 + index]) * inner
        let part = (block * count + index) * inner
        for column in 0..<inner { body(place + column, part + column) }
      }
    }
  }
}
