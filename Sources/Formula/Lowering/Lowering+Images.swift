import Autodiff
import Syntax

/// Convolutions, pooling and what is taken by indices.
extension Lowering {
  /// A convolution, and with a bias a group of it and the sum.
  mutating func convolution(
    _ operation: Operation, _ arguments: [SyntaxID], _ keywords: [String: SyntaxID],
    _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    let operands = arguments.prefix(2).map { frame[$0] }
    let hasBias = operation == .conv2d && arguments.count == 3
    guard let size = counts(arguments.dropFirst(hasBias ? 3 : 2), least: 1, of: builtIn),
      var steps = steps(keywords, of: builtIn)
    else { return .refused }
    if steps.isEmpty, !size.isEmpty { steps = [1, 0] }
    guard hasBias else {
      return self.operation(operation, operands, attributes: steps + size, at: node)
    }
    let bias = frame[arguments[2]]
    return group(builtIn, arguments.map { frame[$0] }, at: node) { lowering in
      let response = lowering.operation(operation, operands, attributes: steps, at: node)
      return lowering.biased(response, bias, axis: -3, at: node)
    }
  }

  /// The attributes of a convolution: none, stride and padding, or all where these do not say it.
  private mutating func steps(
    _ keywords: [String: SyntaxID], of builtIn: BuiltIn
  ) -> [Int]? {
    guard let stride = pair(keywords["stride"], least: 1, otherwise: 1, of: builtIn),
      let padding = pair(keywords["padding"], least: 0, otherwise: 0, of: builtIn),
      let dilation = pair(keywords["dilation"], least: 1, otherwise: 1, of: builtIn),
      let groups = count(keywords["groups"], least: 1, otherwise: 1, of: builtIn)
    else { return nil }
    if keywords.isEmpty { return [] }
    let isFull = keywords["dilation"] != nil || keywords["groups"] != nil
    if !isFull, stride.count == 1, padding.count == 1 { return stride + padding }
    return [stride, padding, dilation].flatMap { [$0[0], $0[$0.count - 1]] } + [groups]
  }

  /// One number for rows and columns, or one for each.
  private mutating func pair(
    _ argument: SyntaxID?, least: Int, otherwise: Int, of builtIn: BuiltIn
  ) -> [Int]? {
    guard let argument else { return [otherwise] }
    guard let numbers = counts([argument], least: least, of: builtIn) else { return nil }
    guard (1...2).contains(numbers.count) else {
      note(.computedCount(usage: builtIn.usage), atNode: argument)
      return nil
    }
    return numbers
  }

  mutating func pooling(
    _ operation: Operation, _ image: Term, _ keywords: [String: SyntaxID], mark: SyntaxID?,
    _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    guard let size = pair(keywords["size"], least: 1, otherwise: 2, of: builtIn),
      let stride = keywords["stride"]
        .map({ pair($0, least: 1, otherwise: 1, of: builtIn) }) ?? .some(size),
      let padding = pair(keywords["padding"], least: 0, otherwise: 0, of: builtIn),
      let isMarked = mark.map({ flag($0) }) ?? false
    else { return .refused }
    let isPlain = keywords.keys.allSatisfy { $0 == "size" } && size.count == 1
    let attributes =
      isPlain
      ? (keywords.isEmpty ? [] : size)
      : [size, stride, padding].flatMap { [$0[0], $0[$0.count - 1]] } + [isMarked ? 1 : 0]
    return self.operation(operation, [image], attributes: attributes, at: node)
  }

  /// What is taken from, or added at, places that are computed.
  mutating func indexed(
    _ operation: Operation, _ arguments: [SyntaxID], _ axis: SyntaxID?, _ builtIn: BuiltIn,
    at node: SyntaxID
  ) -> Term {
    let operands = arguments.prefix(2).map { frame[$0] }
    guard let shape = shape(of: operands[0]),
      let extents = counts(arguments.dropFirst(2), least: 0, of: builtIn)
    else { return .refused }
    let isAdding = operation == .indexAdd || operation == .scatterAdd
    guard let axis else {
      let usual = operation == .indexAdd ? 0 : extents.count - 1
      let attributes = isAdding ? [usual] + extents : []
      return self.operation(operation, operands, attributes: attributes, at: node)
    }
    // Where parts are added, the axis is one of the result: that of scatterAdd is typed, and that of
    // indexAdd has one axis in place of those of the indices.
    let rank = shape.rank - (self.shape(of: operands[1])?.rank ?? 0) + 1
    let target =
      operation == .scatterAdd
      ? Shape(extents)
      : operation == .indexAdd ? Shape(Array(repeating: 1, count: max(rank, 1))) : shape
    guard let number = axisNumber(axis, of: target ?? shape) else { return .refused }
    return self.operation(operation, operands, attributes: [number] + extents, at: node)
  }

  /// `x + b`, where the elements of b lie along an axis that is counted from the last if negative.
  mutating func biased(
    _ x: Term, _ bias: Term, axis: Int, at node: SyntaxID
  ) -> Term {
    operation(.add, [x, alongAxis(bias, axis, of: x, at: node)], at: node)
  }

  /// A vector shaped so that it broadcasts along an axis of another array.
  mutating func alongAxis(
    _ vector: Term, _ axis: Int, of x: Term, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: x), let own = self.shape(of: vector) else { return .refused }
    let place = axis < 0 ? shape.rank + axis : axis
    guard own.rank == 1, place >= 0, place < shape.rank - 1 else { return vector }
    let ones = Array(repeating: 1, count: shape.rank - 1 - place)
    return operation(.reshape, [vector], attributes: own.extents + ones, at: node)
  }

  /// A convolution of one axis, as one of images of a single row.
  mutating func convolution1d(
    _ operands: [Term], _ keywords: [String: SyntaxID], _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    guard let signal = shape(of: operands[0]), let kernel = shape(of: operands[1]),
      let stride = count(keywords["stride"], least: 1, otherwise: 1, of: builtIn),
      let padding = count(keywords["padding"], least: 0, otherwise: 0, of: builtIn),
      let dilation = count(keywords["dilation"], least: 1, otherwise: 1, of: builtIn),
      let groups = count(keywords["groups"], least: 1, otherwise: 1, of: builtIn)
    else { return .refused }
    guard (2...3).contains(signal.rank), kernel.rank == 3 else {
      note(
        .shapesDoNotFit(
          .conv2d, [signal, kernel],
          reason: "a signal of shape \(signal) does not match a kernel of shape \(kernel)"),
        atNode: node)
      return .refused
    }
    let image = withRow(operands[0], signal, at: node)
    let square = withRow(operands[1], kernel, at: node)
    let response = operation(
      .conv2d, [image, square], attributes: [1, stride, 0, padding, 1, dilation, groups], at: node)
    guard let extents = shape(of: response)?.extents else { return .refused }
    let result = operation(
      .reshape, [response], attributes: extents.dropLast(2) + extents.suffix(1), at: node)
    return operands.count > 2 ? biased(result, operands[2], axis: -2, at: node) : result
  }

  /// An array with an axis of length 1 before the last.
  private mutating func withRow(_ x: Term, _ shape: Shape, at node: SyntaxID) -> Term {
    operation(
      .reshape, [x], attributes: shape.extents.dropLast() + [1] + shape.extents.suffix(1), at: node)
  }
}
