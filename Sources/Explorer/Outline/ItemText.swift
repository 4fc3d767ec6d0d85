import Autodiff
import Presentation

/// What items are called.
struct ItemText: Equatable, Sendable {
  let nodes: NodeText
  let groups: GroupTree

  /// `a = x*y` for a node, `h = phi(a, w)` for a folded group, `y.2 (i = 1)` for a turn of a loop, `x`
  /// for an input.
  func title(of item: Outline.Item) -> String {
    guard let group = item.group, let entry = groups[group] else {
      return nodes.definition(of: item.node)
    }
    // Turns are called `i = 1`, which is no function of anything.
    guard !entry.name.contains(" = ") else { return "\(nodes.names[item.node]) (\(entry.name))" }
    let arguments =
      entry.arguments.isEmpty ? entry.operands.map { .node($0) } : entry.arguments
    let shown = arguments.prefix(4).map(text(of:)) + (arguments.count > 4 ? ["…"] : [])
    return "\(nodes.names[item.node]) = \(entry.name)(\(shown.joined(separator: ", ")))"
  }

  private func text(of argument: GroupArgument) -> String {
    switch argument {
    case .node(let node): nodes.names[node]
    case .literal(let text): text
    }
  }

  /// The name alone.
  func name(of item: Outline.Item) -> String { nodes.names[item.node] }
}
