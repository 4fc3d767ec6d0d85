import Autodiff
import Syntax

/// Reductions over all elements, along an axis or along several, and what is composed of them.
extension Lowering {
  /// `axis=` says which axes go, by default all; with `keepdims=1` they stay with the length 1.
  mutating func reduction(
    _ operation: Operation, _ operand: Term, _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operand), let axes = axes(keywords["axis"], of: shape),
      let isKept = keywords["keepdims"].map({ flag($0) }) ?? false,
      let isFirst = keywords["first"].map({ flag($0) }) ?? false
    else { return .refused }
    let result = reduced(operation, operand, axes, of: shape, isFirst: isFirst, at: node)
    return isKept ? restored(result, axes, of: shape, at: node) : result
  }

  /// Neighbouring axes are one axis of a longer array, so that equal largest elements share evenly,
  /// or the first of them has it all.
  mutating func reduced(
    _ operation: Operation, _ operand: Term, _ axes: [Int]?, of shape: Shape,
    isFirst: Bool = false, at node: SyntaxID
  ) -> Term {
    let mark = isFirst ? [1] : []
    guard let axes, axes.count < shape.rank || axes.count <= 1 else {
      return self.operation(operation, [operand], attributes: isFirst ? [-1, 1] : [], at: node)
    }
    guard let last = axes.last else { return operand }
    guard let first = axes.first, axes.count > 1 else {
      return self.operation(operation, [operand], attributes: [last] + mark, at: node)
    }
    guard axes.count == last - first + 1 else {
      // One after the other, from the last, so that the numbers of the others stay what they are.
      let rest = reduced(operation, operand, [last], of: shape, isFirst: isFirst, at: node)
      guard let shape = self.shape(of: rest) else { return .refused }
      return reduced(operation, rest, axes.dropLast(), of: shape, isFirst: isFirst, at: node)
    }
    let length = shape.extents[first...last].reduce(1, *)
    let extents = shape.extents[..<first] + [length] + shape.extents[(last + 1)...]
    let flat = self.operation(.reshape, [operand], attributes: Array(extents), at: node)
    return self.operation(operation, [flat], attributes: [first] + mark, at: node)
  }

  /// A result whose reduced axes have the length 1 again.
  mutating func restored(
    _ result: Term, _ axes: [Int]?, of shape: Shape, at node: SyntaxID
  ) -> Term {
    let extents = shape.extents.enumerated().map { axis, extent in
      axes?.contains(axis) ?? true ? 1 : extent
    }
    guard self.shape(of: result)?.extents != extents else { return result }
    return operation(.reshape, [result], attributes: extents, at: node)
  }

  /// The axes that an argument says, in order; `.some(nil)` for all, where there is no argument.
  private mutating func axes(_ argument: SyntaxID?, of shape: Shape) -> [Int]?? {
    guard let argument else { return .some(nil) }
    let term = frame[argument]
    guard !term.isRefused else { return nil }
    guard let literal = literal(of: term), literal.shape.rank == 1 else {
      guard let number = axisNumber(argument, of: shape) else { return nil }
      return .some([number])
    }
    var axes: Set<Int> = []
    for value in literal.values {
      guard let number = Int(exactly: value), (-shape.rank..<shape.rank).contains(number) else {
        note(.axisOutside(value.spelled, shape), atNode: argument)
        return nil
      }
      guard axes.insert(number < 0 ? number + shape.rank : number).inserted else {
        note(.repeatedAxis(number), atNode: argument)
        return nil
      }
    }
    return .some(axes.sorted())
  }

  /// A mark that is 0 or 1.
  mutating func flag(_ argument: SyntaxID) -> Bool? {
    guard !frame[argument].isRefused else { return nil }
    guard let value = knownNumber(frame[argument]), value == 0 || value == 1 else {
      note(.wrongFlag, atNode: argument)
      return nil
    }
    return value == 1
  }
}

extension Lowering {
  /// Operations that are remembered as one, as a call of a function is.
  mutating func group(
    _ builtIn: BuiltIn, _ composition: BuiltIn.Composition, _ operands: [Term],
    _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    let isOpen = !isKnown(node)
    if isOpen {
      builder.openGroup(builtIn.name, arguments: operands.compactMap { groupArgument($0) })
    }
    let result =
      switch composition {
      case .variance, .deviation:
        spread(composition, operands[0], keywords, builtIn, at: node)
      case .clamp: clamp(operands, at: node)
      case .silu: silu(operands[0], at: node)
      case .elu: elu(operands[0], operands.count > 1 ? operands[1] : .number(1), at: node)
      case .least: least(operands[0], keywords, at: node)
      case .linear: linear(operands, at: node)
      case .convolution1d: convolution1d(operands, keywords, builtIn, at: node)
      case .attention: attention(operands, keywords, at: node)
      case .recurrent: recurrent(operands, at: node)
      case .longShortTerm: longShortTerm(operands, at: node)
      case .layerNorm: layerNorm(operands, keywords, builtIn, at: node)
      case .batchNorm: batchNorm(operands, keywords, at: node)
      case .groupNorm: groupNorm(operands, keywords, builtIn, at: node)
      case .logSoftmax: logSoftmax(operands[0], keywords["axis"], at: node)
      case .negativeLogLikelihood, .crossEntropy, .binaryCrossEntropy,
        .binaryCrossEntropyOfLogits, .squaredError, .huber, .smoothAbsolute:
        loss(composition, operands, keywords, at: node)
      }
    if isOpen { builder.closeGroup() }
    return result
  }

  /// The variance, or its root, whose slope is 0 where all elements are equal.
  private mutating func spread(
    _ composition: BuiltIn.Composition, _ operand: Term, _ keywords: [String: SyntaxID],
    _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operand), let axes = axes(keywords["axis"], of: shape),
      let isKept = keywords["keepdims"].map({ flag($0) }) ?? false,
      let correction = count(keywords["correction"], least: 0, otherwise: 0, of: builtIn)
    else { return .refused }
    let count = (axes ?? Array(shape.extents.indices)).reduce(1) { $0 * shape.extents[$1] }
    guard count > correction else {
      note(.tooFewElements(count, correction: correction), atNode: node)
      return .refused
    }
    let mean = reduced(.mean, operand, axes, of: shape, at: node)
    let level = restored(mean, axes, of: shape, at: node)
    let deviations = operation(.subtract, [operand, level], at: node)
    let divisor = Double(count - correction)
    let result: Term
    if case .deviation = composition {
      let length = reduced(.norm, deviations, axes, of: shape, at: node)
      result = operation(.divide, [length, .number(divisor.squareRoot())], at: node)
    } else {
      let squares = operation(.square, [deviations], at: node)
      if correction == 0 {
        result = reduced(.mean, squares, axes, of: shape, at: node)
      } else {
        let sum = reduced(.sum, squares, axes, of: shape, at: node)
        result = operation(.divide, [sum, .number(divisor)], at: node)
      }
    }
    return isKept ? restored(result, axes, of: shape, at: node) : result
  }

  /// Between its bounds and at them x itself, so that the slope there is 1.
  private mutating func clamp(_ operands: [Term], at node: SyntaxID) -> Term {
    let (x, low, high) = (operands[0], operands[1], operands[2])
    let isAbove = operation(.greater, [x, high], at: node)
    let below = operation(.select, [isAbove, high, x], at: node)
    let isBelow = operation(.less, [x, low], at: node)
    return operation(.select, [isBelow, low, below], at: node)
  }

  private mutating func silu(_ x: Term, at node: SyntaxID) -> Term {
    let gate = operation(.sigmoid, [x], at: node)
    return operation(.multiply, [x, gate], at: node)
  }

  /// The exponential sees no positive x, of which it would overflow.
  private mutating func elu(_ x: Term, _ scale: Term, at node: SyntaxID) -> Term {
    let isPositive = operation(.greater, [x, .number(0)], at: node)
    let negative = operation(.select, [isPositive, .number(0), x], at: node)
    let curve = operation(.expm1, [negative], at: node)
    let scaled = operation(.multiply, [scale, curve], at: node)
    return operation(.select, [isPositive, x, scaled], at: node)
  }

  private mutating func least(
    _ x: Term, _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    let opposite = operation(.negate, [x], at: node)
    let largest = reduction(.largest, opposite, keywords, at: node)
    return operation(.negate, [largest], at: node)
  }
}

extension Lowering {
  /// Ones at places that are known, zeros elsewhere: a vector for one place, a row for each of many.
  mutating func onehot(_ operands: [Term], _ builtIn: BuiltIn, at node: SyntaxID) -> Term {
    guard let places = knownLiteral(operands[0]), let number = knownLiteral(operands[1])?.number,
      places.shape.rank <= 1
    else {
      note(.computedCount(usage: builtIn.usage), atNode: node)
      return .refused
    }
    guard let count = Int(exactly: number), count > 0, count <= limits.elements else {
      note(.wrongCount(number.spelled, least: 1), atNode: node)
      return .refused
    }
    guard let shape = Shape(places.shape.extents + [count]), shape.count <= limits.elements else {
      note(.graphTooLarge, atNode: node)
      return .refused
    }
    var values = Array(repeating: 0.0, count: shape.count)
    for (row, value) in places.values.enumerated() {
      guard let place = Int(exactly: value), (0..<count).contains(place) else {
        note(.placeOutside(value.spelled, count: count), atNode: node)
        return .refused
      }
      values[row * count + place] = 1
    }
    return array(Literal(values: values, shape: shape))
  }

  /// The derivative of a number by a value, as nodes of the program.
  mutating func gradient(of output: Term, by operand: Term, at node: SyntaxID) -> Term {
    guard !isKnown(node) else {
      note(.gradientWithinIndex, atNode: node)
      return .refused
    }
    guard let shape = shape(of: output), shape.isScalar else {
      note(.gradientOfArray, atNode: node)
      return .refused
    }
    guard case .node(let value) = operand, builder.graph.hasAdjoint(value) else {
      note(.gradientByData, atNode: node)
      return .refused
    }
    guard let result = self.node(for: output, at: tree[node].span) else { return .refused }
    let first = builder.graph.count
    inlinedExpressions += result.index
    guard inlinedExpressions <= limits.inlinedExpressions else {
      isExhausted = true
      note(.inlinedTooLarge(limit: limits.inlinedExpressions), atNode: node)
      return .refused
    }
    builder.openGroup("grad", arguments: [output, operand].compactMap { groupArgument($0) })
    defer { builder.closeGroup() }
    do throws(GraphError) {
      let gradient = try builder.gradient(
        of: result, by: value, source: SourceRange(tree[node].span))
      for added in builder.graph.nodes.dropFirst(first) {
        let shape = builder.graph.shape(of: added)
        if let problem = budget.problem(adding: shape) {
          note(problem, atNode: node)
          return .refused
        }
      }
      let number =
        builder.graph.shape(of: gradient).isScalar
        ? builder.graph.constant(of: gradient).first : nil
      return number.map(Term.number) ?? .node(gradient)
    } catch {
      note(.graphTooLarge, atNode: node)
      return .refused
    }
  }
}
