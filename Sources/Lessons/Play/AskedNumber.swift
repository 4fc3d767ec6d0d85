import Autodiff
import Formula
import Syntax

/// A number of the run that a question asks for by nothing but its name: a node's value or adjoint,
/// or an element of it, or a local partial. What a person says that it is can be put in its place.
struct AskedNumber: Hashable, Sendable {
  let reference: StateReference
  /// The place of the element; `nil` for all of them.
  let element: Int?

  init(_ reference: StateReference, element: Int?) {
    (self.reference, self.element) = (reference, element)
  }

  /// `nil` for an expression that says more than `adj(x)`, `val(x)`, `x`, `adj(W)[0, 1]` or
  /// `partial(f, x)`.
  init?(_ expression: StateExpression, _ scope: StateScope) {
    guard expression.references.count == 1, let reference = expression.references.first,
      let spellings = Self.spellings(of: reference, scope)
    else { return nil }
    let text = expression.text.filter { !$0.isWhitespace }
    guard let spelling = spellings.first(where: { text.hasPrefix($0) }) else { return nil }
    let shape = scope.program.graph.shape(of: reference.node)
    let rest = text.dropFirst(spelling.count)
    self.reference = reference
    if rest.isEmpty {
      element = nil
    } else {
      guard let place = Self.element(rest, shape) else { return nil }
      element = place
    }
  }

  /// How nothing but the number is written; `nil` where nobody's word can take its place.
  private static func spellings(of reference: StateReference, _ scope: StateScope) -> [String]? {
    let name = scope.spelling(of: reference.node)
    switch reference.quantity {
    case .value: return ["val(\(name))", name]
    case .adjoint: return ["adj(\(name))"]
    case .partial(let operand):
      let shapes = [reference.node, operand].map { scope.program.graph.shape(of: $0) }
      return shapes.allSatisfy(\.isScalar)
        ? ["partial(\(name),\(scope.spelling(of: operand)))"] : nil
    case .tangent: return nil
    }
  }

  /// The place that `[0,1]` means.
  private static func element(_ text: Substring, _ shape: Shape) -> Int? {
    guard text.first == "[", text.last == "]" else { return nil }
    let indices = text.dropFirst().dropLast().split(separator: ",").map { Int($0) }
    guard indices.count == shape.rank else { return nil }
    var place = 0
    for (index, extent) in zip(indices, shape.extents) {
      guard let index, index < extent, index >= -extent else { return nil }
      place = place * extent + (index < 0 ? index + extent : index)
    }
    return place
  }

  /// The numbers of the node with what somebody says in place of what was asked for.
  func replacing(_ said: Tensor<Double>, in present: Tensor<Double>) -> [Double]? {
    guard let element else {
      return said.elements.count == present.elements.count ? said.elements : nil
    }
    guard let number = said.scalar, present.elements.indices.contains(element) else { return nil }
    var elements = present.elements
    elements[element] = number
    return elements
  }
}

extension Stage {
  /// The end of the run in which somebody has some numbers wrong and goes on from them by the rules.
  func end(believing beliefs: [(asked: AskedNumber, said: Tensor<Double>)]) -> Run {
    guard !beliefs.isEmpty else { return end }
    var run = start
    while run.position < run.count {
      run.step()
      switch run.lastEvent {
      case .value(let node): run.overwriteValue(of: node, beliefs)
      case .seed(let node): run.overwriteAdjoint(of: node, beliefs)
      case .contribution(let node, let place):
        let target = run.graph.operands(of: node)[place]
        run.overwritePartial(of: node, place, beliefs)
        if run.adjointState(of: target) == .complete { run.overwriteAdjoint(of: target, beliefs) }
      case .tangent, .tangentSeed, nil: break
      }
    }
    return run
  }
}

extension Run {
  fileprivate mutating func overwriteValue(
    of node: NodeID, _ beliefs: [(asked: AskedNumber, said: Tensor<Double>)]
  ) {
    for belief in beliefs
    where belief.asked.reference == StateReference(.value, of: node) {
      guard let value = belief.asked.replacing(belief.said, in: value(of: node)) else { continue }
      overwrite(valueOf: node, with: value)
    }
  }

  /// Lets a contribution be what a local partial would make it that somebody has wrong. What goes to a
  /// node along several arrows has one partial; it is sent along the first.
  fileprivate mutating func overwritePartial(
    of node: NodeID, _ place: Int, _ beliefs: [(asked: AskedNumber, said: Tensor<Double>)]
  ) {
    let operands = graph.operands(of: node)
    let asked = StateReference(.partial(operands[place]), of: node)
    guard let said = beliefs.first(where: { $0.asked.reference == asked })?.said.scalar,
      let upstream = adjoint(of: node).scalar,
      let before = lastContribution?.before.scalar
    else { return }
    let isFirst = operands.firstIndex(of: operands[place]) == place
    overwrite(adjointOf: operands[place], with: [before + (isFirst ? upstream * said : 0)])
  }

  fileprivate mutating func overwriteAdjoint(
    of node: NodeID, _ beliefs: [(asked: AskedNumber, said: Tensor<Double>)]
  ) {
    for belief in beliefs
    where belief.asked.reference == StateReference(.adjoint, of: node) {
      guard let adjoint = belief.asked.replacing(belief.said, in: adjoint(of: node)) else {
        continue
      }
      overwrite(adjointOf: node, with: adjoint)
    }
  }
}
