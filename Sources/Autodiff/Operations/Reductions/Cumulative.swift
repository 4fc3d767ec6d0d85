/// An operation that runs along an axis and keeps the shape. The axis is the first attribute, by
/// default the last one.
protocol RunningRule: Rule {}

extension RunningRule {
  static var arity: ClosedRange<Int> { 1...1 }
  static var attributeCount: ClosedRange<Int> { 0...1 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape {
    if let axis = attributes.first { _ = try operands[0].removing(axis: axis) }
    return operands[0]
  }

  static func geometry(of operands: [Shape], attributes: [Int], result: Shape) -> [Int] {
    Lines.geometry(of: operands[0], running: attributes)
  }
}

extension Lines {
  /// The lines along the axis that is the first attribute, by default the last one, and whether the
  /// second attribute is 1, for the inverse.
  static func geometry(of shape: Shape, running attributes: [Int]) -> [Int] {
    let last = shape.rank - 1
    return geometry(of: shape, axis: attributes.first ?? (last < 0 ? nil : last))
      + [attributes.count > 1 ? attributes[1] : 0]
  }
}

extension SymbolicCall {
  /// The axis along which the operation runs; `nil` for a scalar.
  fileprivate var runningAxis: Int? {
    attributes.first ?? (operands[0].shape.rank > 0 ? operands[0].shape.rank - 1 : nil)
  }
}

/// The sum of each element and those before it along an axis, or, where the second attribute is 1, of
/// it and those behind it. Each of the two takes the adjoints of the other back.
enum CumulativeSum: RunningRule {
  static let name = "cumsum"
  static let attributeCount = 0...2

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "1 up to its place"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    add(node.value(0), to: node.output, isAdded: false, isReversed: node.geometry[3] == 1, node)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    add(node.upstream, to: node.adjoint(0), isAdded: true, isReversed: node.geometry[3] != 1, node)
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    add(
      node.tangent(0), to: node.outputTangent, isAdded: false, isReversed: node.geometry[3] == 1,
      node)
  }

  private static func add<T>(
    _ x: UnsafePointer<T>, to y: UnsafeMutablePointer<T>, isAdded: Bool, isReversed: Bool,
    _ node: KernelCall<T>
  ) {
    let lines = Lines(node.geometry)
    lines.forEach { _, start in
      var sum: T = 0
      for step in 0..<lines.length {
        let place = start + (isReversed ? lines.length - 1 - step : step) * lines.inner
        sum += x[place]
        y[place] = isAdded ? y[place] + sum : sum
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    guard let axis = node.runningAxis else { return upstream }
    let isReversed = node.attributes.count > 1 && node.attributes[1] == 1
    return .apply(.cumulativeSum, [upstream], attributes: [axis, isReversed ? 0 : 1])
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(.cumulativeSum, node.filled(tangents), attributes: node.attributes)
  }
}

/// The product of each element and those before it along an axis.
enum CumulativeProduct: RunningRule {
  static let name = "cumprod"

  static func partialText(operand: Int, names: [String], result: String) -> String {
    "the product of the others up to its place"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    let (lines, x) = (Lines(node.geometry), node.value(0))
    lines.forEach { _, start in
      var product: T = 1
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        product *= x[place]
        node.output[place] = product
      }
    }
  }

  // From behind: what arrives at a place, and what its successor got times that one's factor.
  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    let (lines, x, adjoint) = (Lines(node.geometry), node.value(0), node.adjoint(0))
    lines.forEach { _, start in
      var arrived: T = 0
      for index in stride(from: lines.length - 1, through: 0, by: -1) {
        let place = start + index * lines.inner
        arrived =
          node.upstream[place]
          + (index + 1 < lines.length ? x[place + lines.inner] * arrived : 0)
        adjoint[place] += arrived * (index > 0 ? node.output[place - lines.inner] : 1)
      }
    }
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    let (lines, x, dx) = (Lines(node.geometry), node.value(0), node.tangent(0))
    lines.forEach { _, start in
      var (moved, before): (T, T) = (0, 1)
      for index in 0..<lines.length {
        let place = start + index * lines.inner
        moved = moved * x[place] + before * dx[place]
        before = node.output[place]
        node.outputTangent[place] = moved
      }
    }
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    guard let axis = node.runningAxis, node.operands[0].shape.extents[axis] > 0 else {
      return upstream
    }
    let (x, y) = (node.operands[0].parts(along: axis), node.result.parts(along: axis))
    var arrived = upstream.parts(along: axis)
    for place in x.indices.dropLast().reversed() {
      arrived[place] = arrived[place] + x[place + 1] * arrived[place + 1]
    }
    let contributions = x.indices.map { $0 > 0 ? arrived[$0] * y[$0 - 1] : arrived[$0] }
    return .apply(.concatenate, contributions, attributes: [axis])
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    guard let axis = node.runningAxis, node.operands[0].shape.extents[axis] > 0 else {
      return node.filled(tangents)[0]
    }
    let (x, y) = (node.operands[0].parts(along: axis), node.result.parts(along: axis))
    var moved = node.filled(tangents)[0].parts(along: axis)
    for place in x.indices.dropFirst() {
      moved[place] = moved[place - 1] * x[place] + y[place - 1] * moved[place]
    }
    return .apply(.concatenate, moved, attributes: [axis])
  }
}
