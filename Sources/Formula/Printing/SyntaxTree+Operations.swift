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
    case .largest where attributes.count == 2:
      let axis = attributes[0] < 0 ? [] : [option("axis", attributes[0])]
      return call(
        operation.name, operands + axis + (attributes[1] == 1 ? [option("first", 1)] : []))
    case .sum, .mean, .largest, .logSumExp, .softmax, .concatenate, .product, .norm, .argmax,
      .cumulativeProduct:
      let axes = attributes.prefix(1).filter { $0 != operation.usualAxis(in: shape) }
      return call(operation.name, operands + axes.map { option("axis", $0) })
    case .conv2d, .conv2dTransposed, .conv2dKernel:
      let size = attributes.suffix(operation == .conv2d ? 0 : 2).map { number($0) }
      let steps = Array(attributes.dropLast(size.count))
      guard steps.count > 2 else {
        let options = zip(["stride", "padding"], steps).map { option($0, $1) }
        return call(operation.name, operands + size + options)
      }
      let options =
        pairs(["stride", "padding", "dilation"], steps)
        + steps.suffix(1).map { option("groups", $0) }
      return call(operation.name, operands + size + options)
    case .maxPool2d, .averagePool2d:
      guard attributes.count > 1 else {
        return call(operation.name, operands + attributes.map { option("size", $0) })
      }
      let mark = operation == .maxPool2d ? "first" : "zeros"
      let options =
        pairs(["size", "stride", "padding"], attributes)
        + attributes.suffix(1).map { option(mark, $0) }
      return call(operation.name, operands + options)
    case .indexSelect, .gatherAlong:
      return call(operation.name, operands + attributes.map { option("axis", $0) })
    case .indexAdd, .scatterAdd:
      let extents = attributes.dropFirst().map { number($0) }
      return call(
        operation.name, operands + extents + attributes.prefix(1).map { option("axis", $0) })
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

  /// Numbers for rows and columns, two by two under their names.
  private mutating func pairs(_ names: [String], _ numbers: [Int]) -> [SyntaxID] {
    names.enumerated().map { place, name in
      let pair = array([number(numbers[2 * place]), number(numbers[2 * place + 1])])
      return keyword(name, pair)
    }
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
