import Autodiff
import Formula
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Answers a question about the whole run, wherever the cursor stands.
  func answer(_ question: Question) throws(CommandFailure) -> Reply {
    switch question {
    case .whyNotFinite: return NonFiniteSearch(asked).reply
    case .contributions(let name): return ContributionRanking(asked, of: try node(name)).reply
    case .paths(let from, let to):
      let source = try node(from)
      let end = try to.map { name throws(CommandFailure) in try scope.existingNode(name) }
      return try PathSearch(asked, from: source, to: end ?? program.output).reply
    case .signal(let name): return SignalSearch(asked, to: try node(name)).reply
    case .reach(let name): return ReachSearch(asked, from: try node(name)).reply
    case .jacobian(let result, let input): return Reply(try jacobian(of: result, by: input))
    case .localJacobians(let name):
      return Reply(try JacobianSearch(asked).localJacobians(of: try computedNode(name)))
    case .costs(let name): return try costs(of: name)
    case .duals(let name): return try duals(of: name)
    case .swell(let name, let other): return try swell(of: name, by: other)
    }
  }

  /// Asks for a key, about the selected node.
  mutating func ask(_ question: Question) {
    do {
      show(try answer(question))
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }

  var asked: AskedRun {
    AskedRun(timeline, text: text, notation: notation, combining: capabilities.hasCombiningMarks)
  }

  /// The node of a name, or the selected one.
  func node(_ name: String?) throws(CommandFailure) -> NodeID {
    if let name { return try scope.existingNode(name) }
    guard let selection else { throw CommandFailure("no node is selected") }
    return selection
  }
}

/// A run that is over, and the words for what happened in it.
struct AskedRun {
  /// At the end of time.
  let end: Timeline<Double>
  let text: NodeText
  private let notation: Notation
  private let combining: Bool

  init(_ timeline: Timeline<Double>, text: NodeText, notation: Notation, combining: Bool) {
    var end = timeline
    end.seek(to: end.count)
    self.end = end
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  var graph: Graph { end.graph }

  /// What tells where the elements of tensors come from.
  var teller: ElementTeller {
    ElementTeller(end, text: text, notation: notation, combining: combining)
  }

  func name(_ node: NodeID) -> String { text.names[node] }

  func adjointName(_ node: NodeID) -> String {
    notation.adjoint(name(node), of: name(end.output), combining: combining)
  }

  /// The event that completes a node's adjoint; `nil` in forward mode and for nodes without one.
  func completion(of node: NodeID) -> Int? {
    if node == end.output, end.seedEvent > 0 { return end.seedEvent }
    return end.contributions(to: node).last
  }

  /// The event in which a node contributes to the operand at a place.
  func event(from node: NodeID, place: Int) -> Int? {
    let target = graph.operands(of: node)[place]
    return end.contributions(to: target).first {
      end.event($0) == .contribution(from: node, operand: place)
    }
  }

  /// A number in a line: of a tensor its norm.
  func short(_ tensor: Tensor<Double>) -> String {
    tensor.shape.isScalar
      ? NumberText.short(tensor.elements[0]) : "norm \(NumberText.short(tensor.norm))"
  }
}
