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
  /// What was added, where source and target are scalars: the product of the two above, unless the
  /// source is an operation that did not choose the target, which gives 0.
  public let amount: Element?
  /// The target's adjoint before.
  public let before: Tensor<Element>
  /// The target's adjoint after.
  public let after: Tensor<Element>
  /// Which of the target's contributions this was, from 1.
  public let ordinal: Int
  /// How many contributions the target receives in all.
  public let expected: Int
}

extension Contribution {
  /// Whether the source did not choose the target, which kept an adjoint that is not finite from it.
  public var isCutOff: Bool {
    guard let upstream = upstream.scalar else { return false }
    return !upstream.isFinite && amount == 0
  }
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
    let upstream = evaluation.adjoint(of: source)
    return Contribution(
      source: source, place: place, target: target, upstream: upstream,
      partial: evaluation.partial(of: source, operand: place),
      amount: upstream.scalar.flatMap {
        evaluation.chain($0, through: source, operand: place)
      },
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
    guard let (instruction, values) = scalar(node, operand) else { return nil }
    return instruction.operation.accept(
      ScalarPartial(values: values, instruction: instruction, index: node.index, operand: operand))
  }

  /// A derivative carried on by the chain rule between a scalar node and an operand: its product with
  /// the local partial, or 0 where the node is an operation that did not choose the operand. `nil`
  /// where there is no such partial.
  public func chain(_ derivative: Element, through node: NodeID, operand: Int) -> Element? {
    guard let (instruction, values) = scalar(node, operand) else { return nil }
    return instruction.operation.accept(
      ScalarChain(
        derivative: derivative, values: values, instruction: instruction, index: node.index,
        operand: operand))
  }

  /// The instruction of a scalar node that has such an operand, and the values.
  private func scalar(
    _ node: NodeID, _ operand: Int
  ) -> (Instruction, UnsafePointer<Element>)? {
    let instruction = graph.instructions[node.index]
    guard instruction.flags.contains(.isScalar),
      (0..<instruction.operation.arity.upperBound).contains(operand)
    else { return nil }
    return values.baseAddress.map { (instruction, $0) }
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
    operation(of: node).rule.partialText(
      operand: operand, names: operands, result: result, attributes: attributes(of: node))
  }
}
