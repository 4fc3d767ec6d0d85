import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// The matrices of what happened last at a place in time, when they are asked for.
  func dualLines(at timeline: Run, columns: Int) -> [StyledText] {
    guard showsDuals, let event = timeline.lastEvent, !event.isBackward,
      hiddenEventWords(at: timeline) == nil
    else { return [] }
    return dualText(of: event.node, at: timeline).lines(columns: columns)
  }

  /// The matrices of a node, else of the selected one, at the present position.
  func duals(of name: String?) throws(CommandFailure) -> Answer {
    let node = try node(name)
    let lines = dualText(of: node, at: timeline).lines(columns: max(size.width - 10, 20))
    guard !lines.isEmpty else {
      throw CommandFailure(reason(missing: StateReference(.tangent, of: node)))
    }
    let position = timeline.position
    return Answer(
      "\(text.names[node]) as a dual number", lines.map { AnswerLine($0, at: position) })
  }

  private func dualText(of node: NodeID, at timeline: Run) -> DualText {
    let element = tensorPane?.node == node ? tensorPane?.element ?? 0 : 0
    return DualText(
      timeline, node, element: element, text: text, notation: notation,
      combining: capabilities.hasCombiningMarks)
  }
}
