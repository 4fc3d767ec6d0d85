import Autodiff
import Inquiry
import Lessons
import Presentation
import TextCanvas

/// What one item shows at the cursor, for its box and its line in the list alike.
struct NodeLook {
  let value: StyledText
  /// Whether that is what can be said of numbers for which there is no room.
  let isSummedUp: Bool
  let adjoint: StyledText
  let tangent: StyledText
  /// The adjoint under the wrong engine, if one is on.
  let wrong: StyledText?
  /// Whether that differs from the right one here, and is the first that does.
  let isWrong: Bool
  let isFirstWrong: Bool
  /// What was recorded of the node, where that differs.
  let recorded: NodeDifference?
  let stage: Stage
  let isCurrent: Bool
  let isSelected: Bool
  let hasBreakpoint: Bool

  /// How far an item has come.
  enum Stage: Hashable {
    /// Nothing has happened to it yet.
    case pending
    case hasValue
    /// Some of its contributions have arrived.
    case hasPart
    case complete
  }

  var isPending: Bool { stage == .pending }

  /// Whether it begins here to differ from what was recorded.
  var isFault: Bool { recorded?.kind == .fault }

  /// What fits into so many columns a number.
  init(_ item: Outline.Item, in model: ExplorerModel, columns: Int) {
    let (timeline, node) = (model.timeline, item.node)
    let hidden = model.hidesLatestNumber ? model.latestQuantity(of: item) : nil
    let hasValue = timeline.hasValue(node)
    let isHeld = timeline.held.contains(node)
    let room = isHeld ? columns - 1 : columns
    let number = hasValue ? model.listed(.value, of: node, columns: room) : nil
    let value = NodeLook.number(number, role: .value, columns: room)
    isSummedUp =
      number?.isSummedUp ?? (timeline.graph.shape(of: node).count > TensorText.boxLimit)
    // A value that was put in place of the computed one is marked.
    let question = StyledText("?", .prompt)
    let shown = isHeld ? value + StyledText("!", .warning) : value
    self.value =
      hidden == .value || hasValue && model.leavesOut(.value, of: node) ? question : shown
    let tangent = NodeLook.number(
      timeline.hasTangent(node) ? model.listed(.tangent, of: node, columns: columns) : nil,
      role: .tangent, columns: columns)
    self.tangent = hidden == .tangent ? question : tangent
    adjoint =
      hidden == .adjoint
        || timeline.has(.adjoint, node) && model.leavesOut(.adjoint, of: node)
      ? question : NodeLook.adjoint(of: node, in: model, columns: columns)
    let wrongRun = model.wrongRun
    isWrong = wrongRun?.differs(at: node, position: timeline.position) ?? false
    isFirstWrong = isWrong && wrongRun?.firstDifference?.node == node
    wrong = NodeLook.wrong(wrongRun, of: node, at: timeline, isWrong: isWrong, columns: columns)
    recorded = model.recordedMarks?.difference(of: node, at: timeline)
    stage = hasValue ? Stage(timeline.adjointState(of: node)) : .pending
    isCurrent = model.standsOut(item)
    isSelected = model.outline.item(of: model.selection) == item
    hasBreakpoint = model.breakpoints.contains(node)
  }

  /// A plus sign says that contributions are still to come.
  private static func adjoint(
    of node: NodeID, in model: ExplorerModel, columns: Int
  ) -> StyledText {
    let timeline = model.timeline
    func listed(_ role: Role, columns: Int) -> StyledText {
      number(model.listed(.adjoint, of: node, columns: columns), role: role, columns: columns)
    }
    return switch timeline.adjointState(of: node) {
    case .complete: listed(.adjoint, columns: columns)
    case .partial: listed(.adjoint, columns: columns - 1) + StyledText("+", .muted)
    case .stale: listed(.muted, columns: columns)
    case .pending: number(nil, role: .adjoint, columns: columns)
    case .none:
      // What does not reach the output has the adjoint 0; data have none at all.
      timeline.seedEvent > 0 && timeline.position >= timeline.seedEvent
        && timeline.graph.hasAdjoint(node)
        ? StyledText("0", .muted) : number(nil, role: .adjoint, columns: columns)
    }
  }

  /// What is not there yet is shown where it should not be there.
  private static func wrong(
    _ run: WrongRun?, of node: NodeID, at timeline: Run, isWrong: Bool, columns: Int
  ) -> StyledText? {
    guard let run else { return nil }
    guard isWrong || timeline.has(.adjoint, node) else { return StyledText(Marks.none, .muted) }
    let adjoint = run.adjoint(of: node, at: timeline.position)
    let text = TensorText.fitting(adjoint, columns: columns).truncated(toColumns: columns)
    return StyledText(text, isWrong ? .alarm : .muted)
  }

  private static func number(
    _ number: ListedNumber?, role: Role, columns: Int
  ) -> StyledText {
    switch number {
    case nil: return StyledText(Marks.none, .muted)
    case .scalar(let value):
      let text = NumberText.fitting(value, columns: columns)
      return StyledText(text, value.isFinite ? role : .alarm)
    case .elements(let text, let isFinite):
      return StyledText(text, isFinite ? role : .alarm)
    case .tensor(let shape, let summary):
      let whole = TensorText.shape(shape)
      let text = summary.text(columns: columns) ?? (whole.columns > columns ? "\(shape)" : whole)
      return StyledText(text.truncated(toColumns: columns), summary.isFinite ? role : .alarm)
    }
  }
}

extension ExplorerModel {
  /// Whether an item is that which acted last or, while an answer is shown, one that its chosen line
  /// is about.
  fileprivate func standsOut(_ item: Outline.Item) -> Bool {
    guard let light = answerLight else { return outline.item(of: currentNode) == item }
    return light.nodes.contains { outline.item(of: $0) == item }
  }
}

extension ExplorerModel {
  /// What the last event changed of an item, if it did.
  fileprivate func latestQuantity(of item: Outline.Item) -> Quantity? {
    guard let event = timeline.lastEvent,
      outline.item(of: timeline.target(of: event) ?? event.node) == item
    else { return nil }
    return event.quantity
  }
}

extension NodeLook.Stage {
  init(_ state: AdjointState) {
    self =
      switch state {
      case .none, .pending: .hasValue
      case .stale, .partial: .hasPart
      case .complete: .complete
      }
  }
}

/// A number, a few of them, or what can be said of those for which there is no room.
private enum ListedNumber {
  case scalar(Double)
  case elements(String, isFinite: Bool)
  case tensor(Shape, TensorSummary)

  var isSummedUp: Bool {
    if case .tensor = self { true } else { false }
  }
}

extension ExplorerModel {
  /// A node's number as a list shows it in so many columns; what a large tensor holds is not copied.
  fileprivate func listed(
    _ quantity: Quantity, of node: NodeID, columns: Int
  ) -> ListedNumber {
    let shape = timeline.graph.shape(of: node)
    guard shape.count <= TensorText.boxLimit else {
      return .tensor(shape, summary(quantity, of: node))
    }
    let numbers = timeline.numbers(quantity, of: node)
    guard !shape.isScalar else { return .scalar(numbers.elements.first ?? .nan) }
    guard let text = TensorText.spelledOut(numbers, columns: columns) else {
      return .tensor(shape, summary(quantity, of: node))
    }
    return .elements(text, isFinite: numbers.elements.allSatisfy(\.isFinite))
  }

  private func summary(_ quantity: Quantity, of node: NodeID) -> TensorSummary {
    let difference = recordedMarks?.difference(of: quantity, node)
    let isComplete = quantity != .adjoint || timeline.adjointState(of: node) == .complete
    return TensorSummary(
      tallies.tally(quantity, of: node, at: timeline),
      difference: isComplete ? difference?.difference : nil)
  }
}
