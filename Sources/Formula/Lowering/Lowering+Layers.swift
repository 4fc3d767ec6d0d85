import Autodiff
import Syntax

/// Layers of models, composed of operations and remembered as one, so that every question about a run
/// can be asked inside of them.
extension Lowering {
  /// Operations that are remembered as a group under the name of a function.
  mutating func group(
    _ builtIn: BuiltIn, _ operands: [Term], at node: SyntaxID, _ body: (inout Lowering) -> Term
  ) -> Term {
    let isOpen = !isKnown(node)
    if isOpen {
      builder.openGroup(builtIn.name, arguments: operands.compactMap { groupArgument($0) })
    }
    let result = body(&self)
    if isOpen { builder.closeGroup() }
    return result
  }

  /// `x @ Wᵀ + b`, as frameworks store the weights: a row for each output.
  mutating func linear(_ operands: [Term], at node: SyntaxID) -> Term {
    let product = operation(
      .matrixProduct, [operands[0], operands[1]], attributes: [0, 1], at: node)
    return operands.count > 2 ? operation(.add, [product, operands[2]], at: node) : product
  }

  /// `softmax(q @ kᵀ/√d) @ v`; a mask is added to the scores, and `causal=1` lets no place see a later
  /// one.
  mutating func attention(
    _ operands: [Term], _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard let depth = shape(of: operands[0])?.extents.last,
      let isCausal = keywords["causal"].map({ flag($0) }) ?? false,
      let scale = number(
        keywords["scale"], otherwise: 1 / Double(max(depth, 1)).squareRoot(), at: node)
    else { return .refused }
    let products = operation(
      .matrixProduct, [operands[0], operands[1]], attributes: [0, 1], at: node)
    var scores = operation(.multiply, [products, .number(scale)], at: node)
    if operands.count > 3 { scores = operation(.add, [scores, operands[3]], at: node) }
    if isCausal { scores = operation(.add, [scores, causalMask(of: scores)], at: node) }
    guard let rank = shape(of: scores)?.rank else { return .refused }
    let shares = operation(
      .softmax, [called(scores, "scores")], attributes: rank > 1 ? [rank - 1] : [], at: node)
    return operation(.matrixProduct, [called(shares, "shares"), operands[2]], at: node)
  }

  /// 0 up to the diagonal and -∞ behind it.
  private mutating func causalMask(of scores: Term) -> Term {
    guard let extents = shape(of: scores)?.extents, extents.count >= 2,
      let shape = Shape(Array(extents.suffix(2)))
    else { return .refused }
    let values = (0..<shape.count).map { place in
      place % max(shape.extents[1], 1) > place / max(shape.extents[1], 1) ? -Double.infinity : 0
    }
    return array(Literal(values: values, shape: shape))
  }

  /// A step of a gated recurrent unit, with the weights of its three gates one below the other:
  /// reset, update, new.
  mutating func recurrent(_ operands: [Term], at node: SyntaxID) -> Term {
    let (state, biases) = (operands[1], operands.dropFirst(4))
    let fromInput = linear([operands[0], operands[2]] + biases.prefix(1), at: node)
    let fromState = linear([state, operands[3]] + biases.dropFirst().prefix(1), at: node)
    let (x, h) = (parts(fromInput, 3, at: node), parts(fromState, 3, at: node))
    guard x.count == 3, h.count == 3 else { return .refused }
    let reset = operation(.sigmoid, [operation(.add, [x[0], h[0]], at: node)], at: node)
    let update = operation(.sigmoid, [operation(.add, [x[1], h[1]], at: node)], at: node)
    let kept = operation(.multiply, [called(reset, "reset"), h[2]], at: node)
    let new = operation(.tanh, [operation(.add, [x[2], kept], at: node)], at: node)
    _ = called(update, "update")
    _ = called(new, "candidate")
    let fresh = operation(.subtract, [.number(1), update], at: node)
    return operation(
      .add,
      [
        operation(.multiply, [fresh, new], at: node),
        operation(.multiply, [update, state], at: node),
      ], at: node)
  }

  /// A step of a cell with long short-term memory, with the weights of its gates one below the other:
  /// input, forget, cell, output. Both of its states are the rows of one array: `s[0]` is h, `s[1]` c.
  mutating func longShortTerm(_ operands: [Term], at node: SyntaxID) -> Term {
    let (state, memory, biases) = (operands[1], operands[2], operands.dropFirst(5))
    let fromInput = linear([operands[0], operands[3]] + biases.prefix(1), at: node)
    let fromState = linear([state, operands[4]] + biases.dropFirst().prefix(1), at: node)
    let gates = parts(operation(.add, [fromInput, fromState], at: node), 4, at: node)
    guard gates.count == 4 else { return .refused }
    let take = operation(.sigmoid, [gates[0]], at: node)
    let keep = operation(.sigmoid, [gates[1]], at: node)
    let candidate = operation(.tanh, [gates[2]], at: node)
    let show = operation(.sigmoid, [gates[3]], at: node)
    for (term, name) in zip(
      [take, keep, candidate, show], ["inputGate", "forgetGate", "candidate", "outputGate"])
    {
      _ = called(term, name)
    }
    let next = operation(
      .add,
      [
        operation(.multiply, [keep, memory], at: node),
        operation(.multiply, [take, candidate], at: node),
      ], at: node)
    let shown = operation(
      .multiply, [show, operation(.tanh, [next], at: node)], at: node)
    return operation(.stack, [shown, called(next, "cell")], at: node)
  }

  /// Gives what a layer computes on its way the name that books have for it: `reset`, and `reset.1` in
  /// the second layer of a kind.
  private mutating func called(_ term: Term, _ name: String) -> Term {
    guard case .node(let node) = term, names.role == .program, !frame.isKnown,
      builder.graph.notes.names(of: node).isEmpty, builder.graph.operation(of: node) != .constant
    else { return term }
    var number = layerNames[name] ?? 0
    func spelled(_ number: Int) -> String { number == 0 ? name : "\(name).\(number)" }
    while tree.existingName(spelled(number)) != nil { number += 1 }
    layerNames[name] = number + 1
    builder.name(node, spelled(number))
    return term
  }

  /// So many equal parts of the last axis.
  private mutating func parts(_ x: Term, _ count: Int, at node: SyntaxID) -> [Term] {
    guard let shape = shape(of: x), let length = shape.extents.last else { return [] }
    guard length.isMultiple(of: count) else {
      note(
        .shapesDoNotFit(
          .slice, [shape],
          reason: "the weights of \(count) gates have \(count) rows for each number of the state, "
            + "and \(length) is not a multiple of \(count)"),
        atNode: node)
      return []
    }
    let (whole, size) = (shape.extents.dropLast().flatMap { [0, $0] }, length / count)
    return (0..<count).map {
      operation(.slice, [x], attributes: whole + [$0 * size, size], at: node)
    }
  }

  /// The number that a named argument says, or another one where it is left out.
  mutating func number(
    _ argument: SyntaxID?, otherwise: Double, at node: SyntaxID
  ) -> Double? {
    guard let argument else { return otherwise }
    guard !frame[argument].isRefused else { return nil }
    guard let number = knownNumber(frame[argument]) else {
      note(.computedCount(usage: usage(of: node)), atNode: argument)
      return nil
    }
    return number
  }

  /// How the function that is called at a node is typed.
  private func usage(of node: SyntaxID) -> String {
    guard case .call(let name, _) = tree[node].kind else { return "" }
    return BuiltIn.named(tree[name])?.usage ?? ""
  }
}

/// Normalisation: each group of elements less its mean, over the root of its variance.
extension Lowering {
  /// Over the last axes: as many as the weights have, or `axes=`, by default one.
  mutating func layerNorm(
    _ operands: [Term], _ keywords: [String: SyntaxID], _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operands[0]),
      let usual = operands.count > 1 ? self.shape(of: operands[1])?.rank : 1,
      let count = count(keywords["axes"], least: 1, otherwise: max(usual, 1), of: builtIn)
    else { return .refused }
    guard count <= shape.rank else {
      note(.axisOutside("\(count - 1)", shape), atNode: node)
      return .refused
    }
    let axes = Array((shape.rank - count)..<shape.rank)
    let result = normalised(operands[0], axes, keywords, at: node)
    return scaled(result, operands.dropFirst(), at: node) { _, vector in vector }
  }

  /// Over all axes but that of the channels, by default the second.
  mutating func batchNorm(
    _ operands: [Term], _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operands[0]) else { return .refused }
    var channels = shape.rank > 1 ? 1 : 0
    if let axis = keywords["axis"] {
      guard let number = axisNumber(axis, of: shape) else { return .refused }
      channels = number
    }
    let axes = shape.extents.indices.filter { $0 != channels }
    let result =
      keywords["mean"] == nil && keywords["variance"] == nil
      ? normalised(operands[0], axes, keywords, at: node)
      : normalisedByRecord(operands[0], channels, keywords, at: node)
    return scaled(result, operands.dropFirst(), at: node) { lowering, vector in
      lowering.alongAxis(vector, channels, of: operands[0], at: node)
    }
  }

  /// By a mean and a variance of the channels that are given, as outside of training.
  private mutating func normalisedByRecord(
    _ x: Term, _ channels: Int, _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard let eps = number(keywords["eps"], otherwise: 1e-5, at: node) else { return .refused }
    let mean = keywords["mean"].map { frame[$0] } ?? .number(0)
    let variance = keywords["variance"].map { frame[$0] } ?? .number(1)
    let level = alongAxis(mean, channels, of: x, at: node)
    let spread = alongAxis(variance, channels, of: x, at: node)
    let deviations = operation(.subtract, [x, level], at: node)
    let safe = operation(.add, [spread, .number(eps)], at: node)
    return operation(.multiply, [deviations, operation(.rsqrt, [safe], at: node)], at: node)
  }

  /// Over all elements of each of several groups of channels, which are the second axis.
  mutating func groupNorm(
    _ operands: [Term], _ keywords: [String: SyntaxID], _ builtIn: BuiltIn, at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: operands[0]) else { return .refused }
    guard let groups = knownNumber(operands[1]).flatMap({ Int(exactly: $0) }), groups > 0 else {
      note(.computedCount(usage: builtIn.usage), atNode: node)
      return .refused
    }
    guard shape.rank > 1, shape.extents[1].isMultiple(of: groups) else {
      note(
        .shapesDoNotFit(
          .reshape, [shape],
          reason: "the second axis of \(shape) cannot be divided into \(groups) groups"),
        atNode: node)
      return .refused
    }
    let size = shape.extents[1...].reduce(1, *) / groups
    let grouped = operation(
      .reshape, [operands[0]], attributes: [shape.extents[0], groups, size], at: node)
    let normal = normalised(grouped, [2], keywords, at: node)
    let result = operation(.reshape, [normal], attributes: shape.extents, at: node)
    return scaled(result, operands.dropFirst(2), at: node) { lowering, vector in
      lowering.alongAxis(vector, 1, of: result, at: node)
    }
  }

  /// `(x - mean)/√(variance + eps)` over these axes.
  private mutating func normalised(
    _ x: Term, _ axes: [Int], _ keywords: [String: SyntaxID], at node: SyntaxID
  ) -> Term {
    guard let shape = shape(of: x), let eps = number(keywords["eps"], otherwise: 1e-5, at: node)
    else {
      return .refused
    }
    let mean = restored(
      reduced(.mean, x, axes, of: shape, at: node), axes, of: shape, at: node)
    let deviations = called(
      operation(.subtract, [x, called(mean, "center")], at: node), "deviations")
    let squares = operation(.square, [deviations], at: node)
    let variance = restored(
      reduced(.mean, squares, axes, of: shape, at: node), axes, of: shape, at: node)
    let safe = operation(.add, [called(variance, "variance"), .number(eps)], at: node)
    return operation(.multiply, [deviations, operation(.rsqrt, [safe], at: node)], at: node)
  }

  /// Times the first of the weights, if there are any, plus the second.
  private mutating func scaled(
    _ x: Term, _ weights: ArraySlice<Term>, at node: SyntaxID,
    _ shaped: (inout Lowering, Term) -> Term
  ) -> Term {
    var result = x
    for (operation, weight) in zip([Operation.multiply, .add], weights) {
      let weight = shaped(&self, weight)
      result = self.operation(operation, [result, weight], at: node)
    }
    return result
  }
}
