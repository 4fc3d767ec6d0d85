import Autodiff
package import Syntax

extension Program {
  /// What looks wrong about the graph itself, whatever its numbers are.
  package var notesOnStructure: [ProgramNote] { notesOnBroadcasting + noteOnDeadInputs }

  /// Sums and differences in which each operand is repeated along an axis of the other, though they have
  /// not as many axes: `(7×1) − (7)` is a table of 7×7 that nobody may have meant.
  private var notesOnBroadcasting: [ProgramNote] {
    let doubtful = graph.nodes.filter { node in
      guard [.add, .subtract].contains(graph.operation(of: node)) else { return false }
      let shapes = graph.operands(of: node).map { unrepeated($0).shape }
      return shapes[0].rank != shapes[1].rank
        && shapes.allSatisfy { $0.count > 1 && $0.count < graph.shape(of: node).count }
    }
    guard !doubtful.isEmpty else { return [] }
    let names = NodeNames(of: graph)
    return doubtful.prefix(3).map { node in
      let operands = graph.operands(of: node).map { operand in
        let (source, shape) = unrepeated(operand)
        return "\(names[source].quoted) (\(shape))"
      }
      return ProgramNote(
        "both operands of \(names[node].quoted) are broadcast: \(operands.joined(separator: " and ")) "
          + "to \(graph.shape(of: node))", at: nil)
    }
  }

  /// What an operand was before it was repeated, which the program that recorded it may have done by
  /// itself, as losses do; of a literal the part that recurs along its first axes.
  private func unrepeated(_ operand: NodeID) -> (node: NodeID, shape: Shape) {
    let shape = graph.shape(of: operand)
    guard expected != nil else { return (operand, shape) }
    if graph.operation(of: operand) == .broadcast {
      let source = graph.operands(of: operand)[0]
      return (source, graph.shape(of: source))
    }
    guard graph.operation(of: operand) == .constant else { return (operand, shape) }
    let elements = Array(graph.constant(of: operand))
    var part = shape
    while let first = part.extents.first, first > 1,
      let inner = Shape(Array(part.extents.dropFirst())),
      (inner.count..<part.count).allSatisfy({ elements[$0] == elements[$0 % inner.count] })
    { part = inner }
    return (operand, part)
  }

  /// Inputs that are no data, of a graph that another program wrote, with which the output does not vary.
  private var noteOnDeadInputs: [ProgramNote] {
    guard !isText, expected != nil else { return [] }
    var reaches = Array(repeating: false, count: graph.count)
    for output in outputs { reaches[output.index] = true }
    for node in graph.nodes.reversed() where reaches[node.index] {
      for (place, operand) in graph.operands(of: node).enumerated()
      where graph.receivesContribution(node, operand: place) { reaches[operand.index] = true }
    }
    let dead = inputs.filter { graph.hasAdjoint($0.node) && !reaches[$0.node.index] }
    guard let first = dead.first else { return [] }
    let output = NodeNames(of: graph)[self.output].quoted
    guard dead.count > 1 else {
      return [
        ProgramNote(
          "\(first.name.quoted) has no path to \(output): its gradient is 0", at: nil)
      ]
    }
    let list = dead.prefix(4).map(\.name.quoted).joined(separator: ", ")
    return [
      ProgramNote(
        "\(dead.count) inputs have no path to \(output), so that their gradients are 0: \(list)"
          + (dead.count > 4 ? " …" : ""), at: nil)
    ]
  }
}
