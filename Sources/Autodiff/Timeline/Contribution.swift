/// What one contribution event did, in the numbers of that moment: `x̄ += ā · ∂a/∂x`.
public struct Contribution<Element: Scalar>: Hashable, Sendable {
  /// The node that sent it.
  public let source: NodeID
  /// The place of the operand among the source's operands.
  public let place: Int
  /// The node that received it.
  public let target: NodeID
  /// The adjoint of the source.
  public let upstream: Tensor<Element>
  /// The local partial, where source and target are scalars.
  public let partial: Element?
  /// The target's adjoint before.
  public let before: Tensor<Element>
  /// The target's adjoint after.
  public let after: Tensor<Element>
  /// Which of the target's contributions this was, from 1.
  public let ordinal: Int
  /// How many contributions the target receives in all.
  public let expected: Int
}

extension Timeline {
  /// The node that receives the event's contribution, when it is one.
  public func target(of event: Event) -> NodeID? {
    guard case .contribution(let source, let place) = event else { return nil }
    return graph.operand(place, of: source)
  }

  /// The contribution that happened last, if the last event was one.
  public var lastContribution: Contribution<Element>? {
    guard case .contribution(let source, let place) = lastEvent else { return nil }
    let target = graph.operand(place, of: source)
    let shape = graph.shape(of: target)
    let numbers = index.contributions(to: target)
    return Contribution(
      source: source, place: place, target: target,
      upstream: evaluation.adjoint(of: source),
      partial: evaluation.partial(of: source, operand: place),
      before: Tensor(unchecked: Array(overwritten.suffix(shape.count)), shape: shape),
      after: evaluation.adjoint(of: target),
      ordinal: numbers.partitioningIndex { $0 > position } - numbers.startIndex,
      expected: numbers.count)
  }
}

extension Evaluation {
  /// The local partial of a scalar node with respect to an operand, at the stored values; `nil` for
  /// tensors and for operations with more than two operands.
  public func partial(of node: NodeID, operand: Int) -> Element? {
    let instruction = graph.instructions[node.index]
    guard instruction.flags.contains(.isScalar),
      (0..<instruction.operation.arity.upperBound).contains(operand)
    else { return nil }
    guard let start = values.baseAddress else { return nil }
    return instruction.operation.accept(
      ScalarPartial(values: start, instruction: instruction, index: node.index, operand: operand))
  }
}

extension Graph {
  /// The operand at a place of a node that has one there.
  func operand(_ place: Int, of node: NodeID) -> NodeID {
    let instruction = instructions[node.index]
    guard !instruction.flags.contains(.isExtended) else { return operands(of: node)[place] }
    return NodeID(rawValue: place == 0 ? instruction.first : instruction.second)
  }

  /// The local partial of a node with respect to an operand in words, such as `cos(x)`.
  public func partialText(of node: NodeID, operand: Int, names: NodeNames) -> String {
    partialText(
      of: node, operand: operand, operands: operands(of: node).map { names[$0] },
      result: names[node])
  }

  /// The same in which other texts stand for the operands and the result.
  public func partialText(
    of node: NodeID, operand: Int, operands: [String], result: String
  ) -> String {
    operation(of: node).rule.partialText(operand: operand, names: operands, result: result)
  }
}
