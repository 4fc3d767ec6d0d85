/// An operation that takes elements from places that its second operand says, or adds them there.
///
/// The whole has places, the part has one element for each place that is named; taking is from the
/// whole to the part, adding from the part to the whole. Either takes the adjoints of the other back.
/// An index that is not a place of the axis makes NaN what is taken, and all of what is added to: it
/// cannot be said where it belongs.
protocol IndexedRule: Rule {
  /// Calls `body` with the place in the part and that in the whole, which is `nil` for a wrong index.
  static func forEachPlace<T: Scalar>(
    _ geometry: UnsafePointer<Int>, _ indices: UnsafePointer<T>,
    _ body: (_ part: Int, _ whole: Int?) -> Void)
}

extension IndexedRule {
  static var arity: ClosedRange<Int> { 2...2 }

  static func isDifferentiable(inOperand operand: Int) -> Bool { operand == 0 }

  /// An index as a place of an axis, unless it is not a whole number below its length.
  static func place<T: Scalar>(_ index: T, length: Int) -> Int? {
    guard index >= 0, index < T(length), index == index.rounded() else { return nil }
    return Int(index)
  }

  /// Stores or adds the elements that the indices name.
  static func take<T: Scalar>(
    _ node: KernelCall<T>, from whole: UnsafePointer<T>, to part: UnsafeMutablePointer<T>,
    isAdded: Bool
  ) {
    forEachPlace(node.geometry, node.value(1)) { place, source in
      let element = source.map { whole[$0] } ?? .nan
      part[place] = isAdded ? part[place] + element : element
    }
  }

  /// Adds the elements to the places that the indices name.
  static func put<T: Scalar>(
    _ node: KernelCall<T>, from part: UnsafePointer<T>, to whole: UnsafeMutablePointer<T>,
    count: Int
  ) {
    var isWrong = false
    forEachPlace(node.geometry, node.value(1)) { place, target in
      if let target { whole[target] += part[place] } else { isWrong = true }
    }
    if isWrong { whole.update(repeating: .nan, count: count) }
  }
}

/// An indexed operation from the whole to the part.
protocol TakingRule: IndexedRule {
  /// What adds the part to a whole of this shape.
  static func adding(to whole: Shape, _ attributes: [Int]) -> (Operation, attributes: [Int])
  static var operation: Operation { get }
  /// What that is called.
  static var inverse: String { get }
}

extension TakingRule {
  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(operand: operand, names: names, result: result, attributes: [])
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    let axis = attributes.first.map { ", axis=\($0)" } ?? ""
    return operand == 0 ? "\(inverse)(·, \(names[1])\(axis))" : "0"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    take(node, from: node.value(0), to: node.output, isAdded: false)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    put(node, from: node.upstream, to: node.adjoint(0), count: node.count(0))
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    guard node.varies(0) else { return node.clearTangent() }
    take(node, from: node.tangent(0), to: node.outputTangent, isAdded: false)
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let adding = adding(to: node.operands[0].shape, node.attributes)
    return .apply(adding.0, [upstream, node.operands[1]], attributes: adding.attributes)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(
      operation, [node.filled(tangents)[0], node.operands[1]], attributes: node.attributes)
  }
}

/// An indexed operation from the part to the whole.
protocol AddingRule: IndexedRule {
  /// What takes the part from the whole again.
  static func taking(_ attributes: [Int]) -> (Operation, attributes: [Int])
  static var operation: Operation { get }
  /// What that is called.
  static var inverse: String { get }
}

extension AddingRule {
  static func partialText(operand: Int, names: [String], result: String) -> String {
    partialText(operand: operand, names: names, result: result, attributes: [])
  }

  static func partialText(
    operand: Int, names: [String], result: String, attributes: [Int]
  ) -> String {
    let axis = attributes.first.map { ", axis=\($0)" } ?? ""
    return operand == 0 ? "\(inverse)(·, \(names[1])\(axis))" : "0"
  }

  static func forward<T>(_ node: KernelCall<T>) {
    node.output.update(repeating: 0, count: node.result.count)
    put(node, from: node.value(0), to: node.output, count: node.result.count)
  }

  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {
    take(node, from: node.upstream, to: node.adjoint(0), isAdded: true)
  }

  static func pushforward<T>(_ node: KernelCall<T>) {
    node.clearTangent()
    guard node.varies(0) else { return }
    put(node, from: node.tangent(0), to: node.outputTangent, count: node.result.count)
  }

  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol {
    let taking = taking(node.attributes)
    return .apply(taking.0, [upstream, node.operands[1]], attributes: taking.attributes)
  }

  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol {
    .apply(
      operation, [node.filled(tangents)[0], node.operands[1]], attributes: node.attributes)
  }
}
