import Autodiff
import Syntax

/// Operations of the catalogue in the notation of the language.
extension SyntaxTree {
  /// The expression that becomes the operation when it is read.
  ///
  /// The shape is that of the first operand.
  mutating func expression(
    of operation: Operation, _ operands: [SyntaxID], attributes: [Int], shape: Shape
  ) -> SyntaxID {
    guard let first = operands.first else { return use("nan") }
    if let symbol = operation.binaryOperator, operands.count == 2, !attributes.contains(1) {
      return append(.binary(symbol, first, operands[1]))
    }
    switch operation {
    case .negate: return append(.negate(first))
    case .square:
      let two = append(.number(2))
      return append(.binary(.power, first, two))
    case .stack: return array(operands)
    case .slice: return slice(of: first, attributes, shape)
    case .matrixProduct: return matrixProduct(of: operands, attributes)
    case .gather:
      let colons = (0..<attributes[0]).map { _ in append(.slice(from: nil, to: nil)) }
      let places = array(attributes.dropFirst().map { number($0) })
      return index(first, colons + [places])
    case .cumulativeSum, .arrange:
      let isMarked = attributes.count > 1 && attributes[1] == 1
      let isUsual = attributes.first == operation.usualAxis(in: shape) && !isMarked
      let mark = operation == .arrange ? "inverse" : "reverse"
      let options = zip(["axis", mark], isMarked ? attributes : Array(attributes.prefix(1)))
        .map { option($0, $1) }
      return call(operation.name, operands + (isUsual ? [] : options))
    case .sum, .mean, .largest, .logSumExp, .softmax, .concatenate, .product, .norm, .argmax,
      .cumulativeProduct:
      let axes = attributes.prefix(1).filter { $0 != operation.usualAxis(in: shape) }
      return call(operation.name, operands + axes.map { option("axis", $0) })
    case .conv2d, .conv2dTransposed, .conv2dKernel:
      let options = zip(["stride", "padding"], attributes).map { option($0, $1) }
      let size = attributes.dropFirst(2).map { number($0) }
      return call(operation.name, operands + size + options)
    case .maxPool2d:
      return call(operation.name, operands + attributes.prefix(1).map { option("size", $0) })
    default: return call(operation.name, operands + attributes.map { number($0) })
    }
  }

  /// An array of literals, a scalar as a number; what is not finite by its name.
  mutating func literal(
    _ elements: ArraySlice<Double>, extents: ArraySlice<Int>
  ) -> SyntaxID {
    guard let extent = extents.first, extent > 0 else {
      return literal(elements.first ?? .nan) ?? nonFinite(elements.first ?? .nan)
    }
    let size = elements.count / extent
    // As deep as there are axes, which are few.
    let parts = (0..<extent).map { index in
      let start = elements.startIndex + index * size
      return literal(elements[start..<start + size], extents: extents.dropFirst())
    }
    return array(parts)
  }

  private mutating func nonFinite(_ value: Double) -> SyntaxID {
    if value.isNaN { return use("nan") }
    let infinity = use("inf")
    return value < 0 ? append(.negate(infinity)) : infinity
  }

  private mutating func number(_ value: Int) -> SyntaxID { append(.number(Double(value))) }

  private mutating func option(_ name: String, _ value: Int) -> SyntaxID {
    let value = number(value)
    return keyword(name, value)
  }

  private mutating func matrixProduct(
    of operands: [SyntaxID], _ transposed: [Int]
  ) -> SyntaxID {
    let marks = array(transposed.map { number($0) })
    let option = keyword("transposed", marks)
    return call("matmul", operands + [option])
  }

  /// A whole axis is a colon, unless all are: `x[:]` is read as `x` itself.
  private mutating func slice(
    of operand: SyntaxID, _ attributes: [Int], _ shape: Shape
  ) -> SyntaxID {
    let isWhole = attributes == shape.extents.flatMap { [0, $0] }
    let indices = shape.extents.enumerated().map { axis, extent in
      let (first, count) = (attributes[2 * axis], attributes[2 * axis + 1])
      if first == 0, count == extent, !isWhole { return append(.slice(from: nil, to: nil)) }
      let from = number(first)
      guard count >= 0 else { return from }
      let to = number(first + count)
      return append(.slice(from: from, to: to))
    }
    return index(operand, indices)
  }
}

extension Operation {
  /// The operator that is typed between the operands.
  fileprivate var binaryOperator: BinaryOperator? {
    BinaryOperator.allCases.first { $0.operation == self }
  }

  /// The axis that is meant where none is typed; `nil` where that means all elements.
  fileprivate func usualAxis(in shape: Shape) -> Int? {
    switch self {
    case .softmax where shape.rank > 1, .cumulativeProduct where shape.rank > 1,
      .cumulativeSum where shape.rank > 1, .arrange where shape.rank > 1:
      shape.rank - 1
    case .concatenate: 0
    default: nil
    }
  }
}
