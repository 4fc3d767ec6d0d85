import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// Selects a node by its name.
  mutating func select(_ name: String) throws(CommandFailure) -> Reply {
    let node = try scope.existingNode(name)
    reveal(node)
    return Reply(line: "selected \(text.definition(of: node))")
  }

  /// Selects a node, wherever it is folded away.
  private mutating func reveal(_ node: NodeID) {
    unfold(around: node)
    selection = node
    showSelection()
  }

  /// Selects the next node whose name or expression holds a text.
  mutating func find(_ sought: String) throws(CommandFailure) -> Reply {
    let sought = sought.nameInQuotes ?? sought
    debugger.sought = sought
    guard let found = node(matching: sought, step: 1) else {
      throw CommandFailure("nothing matches '\(sought)'")
    }
    reveal(found)
    return Reply(line: text.definition(of: found))
  }

  /// Selects the next or previous match of what was last looked for, so many times.
  mutating func findAgain(step: Int, count: Int) {
    for _ in 0..<min(count, 1_000) { findAgain(step: step) }
  }

  private mutating func findAgain(step: Int) {
    guard let sought = debugger.sought else {
      notice = StyledText("nothing to repeat: find something with / first", .muted)
      return
    }
    guard let found = node(matching: sought, step: step) else {
      notice = StyledText("nothing matches '\(sought)'", .warning)
      return
    }
    reveal(found)
    notice = StyledText(text.definition(of: found))
  }

  /// The nearest match behind the selection or before it, going round at the ends; an exact name is
  /// preferred.
  private func node(matching sought: String, step: Int) -> NodeID? {
    let nodes = timeline.graph.liveNodes
    let isExact = nodes.contains { text.names[$0] == sought }
    let matches = nodes.filter { node in
      isExact ? text.names[node] == sought : text.definition(of: node).contains(sought)
    }
    guard let selection else { return matches.first }
    return step > 0
      ? matches.first { $0 > selection } ?? matches.first
      : matches.last { $0 < selection } ?? matches.last
  }

  /// Cycles through the operands or the consumers of the node at which that started.
  mutating func cycle(_ direction: CycleDirection) {
    guard let selection else { return }
    let start = debugger.cycle.flatMap {
      $0.direction == direction && $0.last == selection ? $0 : nil
    }
    let anchor = start?.anchor ?? selection
    let ring = direction == .operands ? liveOperands(of: anchor) : consumers(of: anchor)
    guard !ring.isEmpty else {
      let word = direction == .operands ? "operands" : "consumers"
      notice = StyledText("\(text.names[anchor]) has no \(word)", .muted)
      return
    }
    let place = start.map { ($0.place + 1) % ring.count } ?? 0
    reveal(ring[place])
    debugger.cycle = Cycle(direction: direction, anchor: anchor, place: place, last: ring[place])
  }

  /// The operands that take part in time, each once.
  private func liveOperands(of node: NodeID) -> [NodeID] {
    var seen: Set<NodeID> = []
    return timeline.graph.operands(of: node).filter {
      timeline.graph.operation(of: $0) != .constant && seen.insert($0).inserted
    }
  }

  private func consumers(of node: NodeID) -> [NodeID] {
    timeline.graph.liveNodes.filter { timeline.graph.operands(of: $0).contains(node) }
  }
}
