import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Goes through time, so many times, and looks at what happened there.
  mutating func travel(_ way: Travel, count: Int) {
    if way.isOnward, count == 1, revealMore() { return }
    let before = timeline.position
    move(way, count: count)
    if isRevealing { revealed = way.isOnward && timeline.position != before ? 1 : nil }
    if timeline.position != before { enterWhatHappened(way) }
    refreshAfterTravel()
    pointAtNonFinite()
  }

  private mutating func move(_ way: Travel, count: Int) {
    let start = timeline.position
    for _ in 0..<count {
      let before = timeline.position
      timeline.seek(to: destination(of: way))
      if timeline.position == before { break }
    }
    guard timeline.position == start else { return }
    switch way {
    case .goToStart, .goToEnd: break
    case .runToSelection: notice = StyledText("no later event of the selected node", .muted)
    case .runBackToSelection:
      notice = StyledText("no earlier event of the selected node", .muted)
    case .previousNode, .previousEvent, .unwindSweep:
      notice = StyledText("already at the start of the timeline", .muted)
    case .nextNode, .nextEvent, .finishSweep:
      notice = StyledText("already at the end of the timeline", .muted)
    }
  }

  private var isNextInGroup: Bool {
    outline.item(of: timeline.nextEvent?.node)?.group != nil
  }

  private func destination(of way: Travel) -> Int {
    switch way {
    // What is said line by line is said of each contribution.
    case .nextNode: isRevealing && !isNextInGroup ? timeline.position + 1 : endOfNextItem
    case .previousNode: startOfLastItem
    case .nextEvent: timeline.position + 1
    case .previousEvent: timeline.position - 1
    case .finishSweep: endOfGroupOrSweep
    case .unwindSweep: startOfGroupOrSweep
    case .runToSelection:
      timeline.next { event in selection.map { timeline.concerns($0, event) } ?? false }
        ?? timeline.position
    case .runBackToSelection:
      timeline.previous { event in selection.map { timeline.concerns($0, event) } ?? false }
        ?? timeline.position
    case .goToEnd: timeline.count
    case .goToStart: 0
    }
  }
}

extension ExplorerModel {
  /// Points to `W` when what just happened is not a number, or when a single output is none.
  mutating func pointAtNonFinite() {
    guard notice == nil, timeline.position > 0 else { return }
    let output = timeline.output
    let event = timeline.lastEventIsNonFinite ? timeline.lastEvent : nil
    let isOutput =
      timeline.graph.shape(of: output).isScalar && timeline.hasValue(output)
      && timeline.value(of: output).hasNonFinite
    guard let event = event ?? (isOutput ? .value(output) : nil) else { return }
    let name = text.names[timeline.target(of: event) ?? event.node]
    let what = event.quantity == .value ? name : "the \(event.quantity.word) of \(name)"
    notice =
      StyledText("\(what) is not finite: ", .alarm) + StyledText("W", .keyHint)
      + StyledText(" traces its origin and cause", .muted)
  }
}

extension Run {
  /// Where the next node's events end: a node's value with its tangent, the seed, or all that the
  /// node contributes to others.
  var endOfNextNode: Int {
    guard let next = nextEvent else { return position }
    var number = position + 1
    while let event = event(number + 1), event.belongsTogether(with: next) { number += 1 }
    return number
  }

  /// Where the events of the node that acted last began.
  var startOfLastNode: Int {
    guard let last = lastEvent else { return position }
    var number = position
    while let event = event(number), event.belongsTogether(with: last) { number -= 1 }
    return number
  }

  /// The end of the sweep that the next event belongs to.
  var endOfSweep: Int {
    seedEvent > 0 && position < seedEvent - 1 ? seedEvent - 1 : count
  }

  /// The start of the sweep that the last event belongs to.
  var startOfSweep: Int {
    seedEvent > 0 && position >= seedEvent ? seedEvent - 1 : 0
  }

  /// Whether the node acts in the event or receives its contribution.
  func concerns(_ node: NodeID, _ event: Event) -> Bool {
    event.node == node || target(of: event) == node
  }

  /// The position after the next event of a kind, if there is one.
  func next(where isWanted: (Event) -> Bool) -> Int? {
    var number = position + 1
    while let event = event(number) {
      if isWanted(event) { return number }
      number += 1
    }
    return nil
  }

  /// The position after the last event of a kind before this one, if there is one.
  func previous(where isWanted: (Event) -> Bool) -> Int? {
    var number = position - 1
    while let event = event(number) {
      if isWanted(event) { return number }
      number -= 1
    }
    return nil
  }
}

extension Event {
  /// Whether one press of the key for the next node passes both.
  fileprivate func belongsTogether(with other: Event) -> Bool {
    guard node == other.node else { return false }
    return switch (self, other) {
    case (.contribution, .contribution), (.seed, .seed), (.tangentSeed, .tangentSeed): true
    case (.value, .value), (.value, .tangent), (.tangent, .value), (.tangent, .tangent): true
    case (.value, _), (.tangent, _), (.contribution, _), (.seed, _), (.tangentSeed, _): false
    }
  }
}

extension Travel {
  /// Whether it goes on by one node or event.
  fileprivate var isOnward: Bool { self == .nextNode || self == .nextEvent }
}
