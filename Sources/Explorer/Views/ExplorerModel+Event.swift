import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Shows only the graph and, large, what happens, for people who look on.
  package mutating func present() {
    panes.isPresenting = true
    requestDrawing()
  }

  /// The last event in a few words: `event 7/11: z → a`.
  package var moment: String {
    let place = "event \(timeline.position)/\(timeline.count)"
    guard let event = timeline.lastEvent else { return place }
    let name = text.names[event.node]
    let words =
      switch event {
      case .value: text.definition(of: event.node)
      case .seed: "the seed of \(name)"
      case .tangentSeed: "the direction of \(name)"
      case .tangent: "the tangent of \(name)"
      case .contribution: "\(name) → \(timeline.target(of: event).map { text.names[$0] } ?? "")"
      }
    return "\(place): \(words)"
  }

  /// What is said of the last event, in the order in which it may appear: of what is on the screen, so
  /// that inside a folded group it is the group that acts.
  func eventStages(_ detail: EventDetail) -> [[StyledText]] {
    if let words = hiddenEventWords(at: timeline) {
      return [[StyledText(moment, .strong)], [StyledText(words, .muted)]]
    }
    if isAtUpdate, let descent = debugger.descent, descent.position > 0 {
      return DescentText(self, descent, detail: detail).stages
    }
    if let item = outline.item(of: timeline.lastEvent?.node), let group = item.group,
      let entry = groups[group]
    {
      return FoldedEvent(model: self, item: item, entry: entry, detail: detail).stages
    }
    let closed = closedForms?.lines(completedBy: timeline.lastEvent, at: timeline, text.names) ?? []
    let wrong = wrongLine(at: timeline).map { [[$0]] } ?? []
    let stages =
      words(detail).paneStages(isShort: detail.isShort) + wrong + (closed.isEmpty ? [] : [closed])
      + [keptGradient(detail), recordedLines].filter { !$0.isEmpty }
    guard let label = timeline.lastEvent.flatMap({ labels[text.names[$0.node]] }) else {
      return stages
    }
    return [[StyledText(label, .strong)] + (stages.first ?? [])] + stages.dropFirst()
  }

  private func words(_ detail: EventDetail) -> EventText {
    EventText(
      timeline, text: text, notation: notation, combining: capabilities.hasCombiningMarks,
      elements: detail.elements, digits: detail.digits, showsPoints: showsPoints,
      tally: { detail.hasSizes ? tallies.tally(Quantity($1), of: $0, at: $2) : nil })
  }

  /// Whether the last event's number is still to be said by a class.
  var hidesLatestNumber: Bool {
    guard let revealed, timeline.position > 0, !isAtUpdate else { return false }
    return revealed < eventStages(.most).count
  }

  /// Shows the next part of what is said of the last event; `false` where all is shown.
  mutating func revealMore() -> Bool {
    guard isRevealing, let shown = revealed, timeline.position > 0 || isAtUpdate else {
      return false
    }
    let count = eventStages(.most).count
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
  let detail: EventDetail

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
    let value = number(.value)
    guard model.mode != .reverse, timeline.hasTangent(item.node) else {
      return StyledText(name, .strong) + " = " + value
    }
    let tangent = model.notation.tangent(name, combining: model.capabilities.hasCombiningMarks)
    return StyledText(name, .strong) + " = " + value + ", " + StyledText(tangent, .tangent) + " = "
      + number(.tangent)
  }

  private func number(_ quantity: Quantity) -> StyledText {
    let numbers = timeline.numbers(quantity, of: item.node)
    let text = StyledText(TensorText.short(numbers, elements: detail.elements), quantity.role)
    guard detail.hasSizes, !numbers.shape.isScalar, numbers.elements.count > detail.elements else {
      return text
    }
    let summary = TensorSummary(model.tallies.tally(quantity, of: item.node, at: timeline))
    guard let size = summary.size(digits: detail.digits) else { return text }
    return text + " " + StyledText(size, summary.isFinite ? quantity.role : .alarm)
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
