import Autodiff
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// What is said of the last event, in the order in which it may appear: of what is on the screen, so
  /// that inside a folded group it is the group that acts.
  func eventStages(elements limit: Int) -> [[StyledText]] {
    if let item = outline.item(of: timeline.lastEvent?.node), let group = item.group,
      let entry = groups[group]
    {
      return FoldedEvent(model: self, item: item, entry: entry, limit: limit).stages
    }
    let closed = closedForms?.lines(completedBy: timeline.lastEvent, at: timeline, text.names) ?? []
    let stages = words(elements: limit).paneStages + (closed.isEmpty ? [] : [closed])
    guard let label = timeline.lastEvent.flatMap({ labels[text.names[$0.node]] }) else {
      return stages
    }
    return [[StyledText(label, .strong)] + (stages.first ?? [])] + stages.dropFirst()
  }

  private func words(elements limit: Int) -> EventText {
    EventText(
      timeline, text: text, notation: notation, combining: capabilities.hasCombiningMarks,
      elements: limit, showsPoints: showsPoints)
  }

  /// Whether the last event's number is still to be said by a class.
  var hidesLatestNumber: Bool {
    guard let revealed, timeline.position > 0 else { return false }
    return revealed < eventStages(elements: TensorText.lineLimit).count
  }

  /// Shows the next part of what is said of the last event; `false` where all is shown.
  mutating func revealMore() -> Bool {
    guard isRevealing, let shown = revealed, timeline.position > 0 else { return false }
    let count = eventStages(elements: TensorText.lineLimit).count
    guard shown < count else { return false }
    revealed = shown + 1 < count ? shown + 1 : nil
    return true
  }
}

/// An event inside a folded group, as the group's own.
private struct FoldedEvent {
  let model: ExplorerModel
  let item: Outline.Item
  let entry: GroupTree.Entry
  let limit: Int

  private var timeline: Run { model.timeline }
  private var name: String { model.text.names[item.node] }

  var stages: [[StyledText]] {
    let title = [StyledText(model.itemText.title(of: item), .strong)]
    switch timeline.lastEvent {
    case .contribution, .seed: return [title, senders, [depth]].filter { !$0.isEmpty }
    case .value, .tangent, .tangentSeed, nil: return [title, [result], [depth]]
    }
  }

  private var depth: StyledText {
    StyledText(
      "folded: \(entry.members.count) nodes; ", .muted) + StyledText("s", .keyHint)
      + StyledText(" steps inside", .muted)
  }

  private var result: StyledText {
    guard timeline.hasValue(item.node) else { return StyledText("not computed yet", .muted) }
    let value = StyledText(
      TensorText.short(timeline.value(of: item.node), elements: limit), .value)
    guard model.mode != .reverse, timeline.hasTangent(item.node) else {
      return StyledText(name, .strong) + " = " + value
    }
    let tangent = model.notation.tangent(name, combining: model.capabilities.hasCombiningMarks)
    return StyledText(name, .strong) + " = " + value + ", " + StyledText(tangent, .tangent) + " = "
      + StyledText(
        TensorText.short(timeline.tangent(of: item.node), elements: limit), .tangent)
  }

  /// What the group sends to each node that it is computed from, once all has arrived there.
  private var senders: [StyledText] {
    entry.operands.filter { timeline.graph.hasAdjoint($0) }.map { operand in
      let names = [name, model.text.names[operand]]
      let combining = model.capabilities.hasCombiningMarks && Notation.combines(names)
      let output = model.text.names[timeline.output]
      let (above, below) = (
        model.notation.adjoint(name, of: output, combining: combining),
        model.notation.adjoint(names[1], of: output, combining: combining)
      )
      let rule =
        StyledText(below, .adjoint) + " += " + StyledText(above, .adjoint) + " · "
        + StyledText(DerivativeText.total(of: name, by: names[1]), .partial)
      guard let adjoint = timeline.adjoint(of: item.node).scalar,
        let slope = model.partial(of: item.node, by: operand, through: entry)
      else { return rule }
      let amount = timeline.precision.rounded(adjoint * slope)
      return rule + " = " + StyledText(NumberText.short(adjoint), .adjoint) + " · "
        + StyledText(NumberText.operand(slope), .partial) + " = "
        + StyledText(NumberText.short(amount), .adjoint)
    }
  }
}
