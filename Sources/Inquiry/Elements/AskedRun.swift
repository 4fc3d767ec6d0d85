package import Autodiff
package import Presentation

/// A run that is over, and the words for what happened in it.
package struct AskedRun {
  /// At the end of time.
  package let end: Run
  /// What nodes are called.
  package let text: NodeText
  private let notation: Notation
  private let combining: Bool

  /// Takes a run to its end.
  package init(_ timeline: Run, text: NodeText, notation: Notation, combining: Bool) {
    var end = timeline
    end.seek(to: end.count)
    self.end = end
    self.text = text
    self.notation = notation
    self.combining = combining
  }

  /// The graph that was run.
  package var graph: Graph { end.graph }

  /// Explains where the elements of tensors come from.
  var teller: ElementTeller {
    ElementTeller(end, text: text, notation: notation, combining: combining)
  }

  /// What a node is called.
  package func name(_ node: NodeID) -> String { text.names[node] }

  /// The node's adjoint in the notation that is in use.
  package func adjointName(_ node: NodeID) -> String {
    notation.adjoint(name(node), of: name(end.output), combining: combining)
  }

  /// The event that completes a node's adjoint; `nil` in forward mode and for nodes without one.
  package func completion(of node: NodeID) -> Int? {
    if node == end.output, end.seedEvent > 0 { return end.seedEvent }
    return end.contributions(to: node).last
  }

  /// The event in which a node contributes to the operand at a place.
  package func event(from node: NodeID, place: Int) -> Int? {
    let target = graph.operands(of: node)[place]
    return end.contributions(to: target).first {
      end.event($0) == .contribution(from: node, operand: place)
    }
  }

  /// A number in a line: of a tensor its norm.
  package func short(_ tensor: Tensor<Double>) -> String {
    tensor.shape.isScalar
      ? NumberText.short(tensor.elements[0]) : "norm \(NumberText.short(tensor.norm))"
  }
}
