import Autodiff
import Presentation

/// What items are called.
struct ItemText: Sendable {
  let nodes: NodeText
  let groups: GroupTree

  /// `a = x*y` for a node, `h = phi(a, w)` for a folded group, `x` for an input.
  func title(of item: Outline.Item) -> String {
    guard let group = item.group, let entry = groups[group] else {
      return nodes.definition(of: item.node)
    }
    let operands = entry.operands.prefix(4).map { nodes.names[$0] }
    let rest = entry.operands.count > 4 ? ["…"] : []
    return "\(nodes.names[item.node]) = \(entry.name)(\((operands + rest).joined(separator: ", ")))"
  }

  /// The name alone.
  func name(of item: Outline.Item) -> String { nodes.names[item.node] }
}
