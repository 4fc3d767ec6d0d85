import Autodiff
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Selects a node by its name.
  mutating func select(_ name: String) throws(CommandFailure) -> Reply {
    let node = try scope.existingNode(name)
    reveal(node)
    return Reply(line: "\(text.definition(of: node)) is selected")
  }

  /// Selects a node, wherever it is folded away.
  private mutating func reveal(_ node: NodeID) {
    unfold(around: node)
    selection = node
    showSelection()
  }

  /// Selects the next node whose name or expression holds a text.
  mutating func find(_ sought: String) throws(CommandFailure) -> Reply {
    debugger.sought = sought
    guard let found = node(matching: sought, step: 1) else {
      throw CommandFailure("nothing holds '\(sought)'")
    }
    reveal(found)
    return Reply(line: text.definition(of: found))
  }

  /// Selects the next or previous match of what was last looked for.
  mutating func findAgain(step: Int) {
    guard let sought = debugger.sought else {
      notice = StyledText("nothing was looked for yet: / asks", .muted)
      return
    }
    guard let found = node(matching: sought, step: step) else {
      notice = StyledText("nothing holds '\(sought)'", .warning)
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

  /// Goes round the operands or the users of the node from which one began to.
  mutating func cycle(_ direction: CycleDirection) {
    guard let selection else { return }
    let start = debugger.cycle.flatMap {
      $0.direction == direction && $0.last == selection ? $0 : nil
    }
    let anchor = start?.anchor ?? selection
    let ring = direction == .operands ? liveOperands(of: anchor) : users(of: anchor)
    guard !ring.isEmpty else {
      let word = direction == .operands ? "operands" : "users"
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

  private func users(of node: NodeID) -> [NodeID] {
    timeline.graph.liveNodes.filter { timeline.graph.operands(of: $0).contains(node) }
  }
}

/// Along which edges one goes round.
enum CycleDirection: Hashable, Sendable {
  case operands, users
}

/// Where one is in going round the operands or users of a node.
struct Cycle: Hashable, Sendable {
  let direction: CycleDirection
  let anchor: NodeID
  let place: Int
  /// The node that was selected last; when another is, a new round begins.
  let last: NodeID
}
