import Autodiff
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Unfolds the selected group, or folds the innermost group around the selected node.
  mutating func toggleFold() {
    guard let selection, let item = outline.item(of: selection) else { return }
    if let group = item.group {
      setFolded(outline.folded.subtracting([group]))
    } else if let group = groups.innermost(around: selection, in: timeline.graph) {
      setFolded(outline.folded.union([group]))
    } else {
      notice = StyledText("\(text.names[selection]) is not in a group of several nodes", .muted)
    }
  }

  /// Folds all groups, or unfolds all when they are.
  mutating func toggleFoldOfAll() {
    guard !groups.foldable.isEmpty else {
      notice = StyledText("no group in this program has several nodes", .muted)
      return
    }
    let all = Set(groups.foldable)
    let asked = outline.folded.union(outline.leftOpen)
    setFolded(asked.isSuperset(of: all) ? [] : all)
  }

  /// Folds the groups at a depth, counted from 1, and opens those around them; 0 opens all.
  mutating func fold(toDepth depth: Int) {
    guard !groups.foldable.isEmpty else {
      notice = StyledText("no group in this program has several nodes", .muted)
      return
    }
    let notes = timeline.graph.notes
    let folded = groups.foldable.filter { group in
      var (height, parent) = (1, notes[group].parent)
      while let around = parent { (height, parent) = (height + 1, notes[around].parent) }
      return height >= depth
    }
    setFolded(depth == 0 ? [] : Set(folded))
  }

  /// Opens whatever is folded over a node.
  mutating func unfold(around node: NodeID) {
    let around = Set(timeline.graph.notes.groups(around: node))
    guard outline.item(of: node)?.group != nil else { return }
    setFolded(outline.folded.subtracting(around))
  }

  private mutating func setFolded(_ folded: Set<GroupID>) {
    outline = Outline(timeline.graph, groups, folded: folded, output: timeline.output)
    // What was selected may be inside a folded group now, which then is selected as a whole.
    selection = outline.item(of: selection)?.node ?? selection
    requestDrawing()
    if let remark = remarkAboutLeftOpen { notice = StyledText(remark, .muted) }
  }

  /// Why some groups stay open though they were to be folded.
  private var remarkAboutLeftOpen: String? {
    let names = groups.foldable.filter(outline.leftOpen.contains).compactMap { groups[$0]?.name }
    guard let first = names.first else { return nil }
    let others = names.count > 1 ? " and \(names.count - 1) more stay open" : " stays open"
    return "\(first)\(others): it is both before and after something outside of it"
  }
}

extension ExplorerModel {
  /// Where the next item's events end: a folded group is passed whole.
  var endOfNextItem: Int {
    guard let event = timeline.nextEvent, outline.item(of: event.node)?.group != nil else {
      return timeline.endOfNextNode
    }
    return timeline.end(from: timeline.endOfNextNode) { continues($0, event) }
  }

  /// Where the events of the item that acted last began.
  var startOfLastItem: Int {
    guard let event = timeline.lastEvent, outline.item(of: event.node)?.group != nil else {
      return timeline.startOfLastNode
    }
    return timeline.start(from: timeline.startOfLastNode) { continues($0, event) }
  }

  /// Whether an event continues with what the folded group of another one does.
  private func continues(_ other: Event, _ event: Event) -> Bool {
    outline.number(of: other.node) == outline.number(of: event.node)
      && other.isBackward == event.isBackward && !other.isSeed && !event.isSeed
  }

  /// The end of the group that is being stepped through, or else of the sweep.
  var endOfGroupOrSweep: Int {
    guard let last = timeline.lastEvent, let next = timeline.nextEvent,
      let group = openGroup(around: last, and: next)
    else { return timeline.endOfSweep }
    return timeline.end(from: timeline.position) { isInside(group, $0, like: last) }
  }

  /// The start of the group that is being stepped through, or else of the sweep.
  var startOfGroupOrSweep: Int {
    guard let last = timeline.lastEvent, let next = timeline.nextEvent,
      let group = openGroup(around: last, and: next)
    else { return timeline.startOfSweep }
    return timeline.start(from: timeline.position) { isInside(group, $0, like: last) }
  }

  private func openGroup(around last: Event, and next: Event) -> GroupID? {
    guard !last.isSeed, last.isBackward == next.isBackward else { return nil }
    return groups.innermost(around: last.node, in: timeline.graph) { group in
      !outline.folded.contains(group) && isInside(group, next, like: last)
    }
  }

  private func isInside(_ group: GroupID, _ event: Event, like last: Event) -> Bool {
    event.isBackward == last.isBackward && !event.isSeed
      && timeline.graph.notes.groups(around: event.node).contains(group)
  }
}

extension Run {
  /// The last position of a run of events after one, all of a kind.
  fileprivate func end(from position: Int, while isWanted: (Event) -> Bool) -> Int {
    var number = position
    while let event = event(number + 1), isWanted(event) { number += 1 }
    return number
  }

  /// The first position of a run of events before one, all of a kind.
  fileprivate func start(from position: Int, while isWanted: (Event) -> Bool) -> Int {
    var number = position
    while let event = event(number), isWanted(event) { number -= 1 }
    return number
  }
}

extension Event {
  /// Whether it gives the output its adjoint, which belongs to no group.
  fileprivate var isSeed: Bool {
    if case .seed = self { true } else { false }
  }
}
