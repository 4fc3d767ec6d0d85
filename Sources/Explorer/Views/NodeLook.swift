import Autodiff
import Presentation
import TextCanvas

/// What one node shows at the cursor, for its box and its line in the list alike.
struct NodeLook {
  let value: StyledText
  let adjoint: StyledText
  let tangent: StyledText
  /// Whether nothing has happened to the node yet.
  let isPending: Bool
  let isCurrent: Bool
  let isSelected: Bool
  let hasBreakpoint: Bool

  /// What fits into so many columns a number.
  init(_ node: NodeID, in model: ExplorerModel, columns: Int) {
    let timeline = model.timeline
    let hasValue = timeline.hasValue(node)
    value = NodeLook.number(
      hasValue ? timeline.evaluation.value(of: node) : nil, role: .value, columns: columns)
    tangent = NodeLook.number(
      timeline.hasTangent(node) ? timeline.evaluation.tangent(of: node) : nil, role: .tangent,
      columns: columns)
    adjoint = NodeLook.adjoint(of: node, in: timeline, columns: columns)
    isPending = !hasValue
    isCurrent = model.currentNode == node
    isSelected = model.selection == node
    hasBreakpoint = model.breakpoints.contains(node)
  }

  /// A plus sign says that contributions are still to come.
  private static func adjoint(
    of node: NodeID, in timeline: Timeline<Double>, columns: Int
  ) -> StyledText {
    let adjoint = timeline.evaluation.adjoint(of: node)
    return switch timeline.adjointState(of: node) {
    case .complete: number(adjoint, role: .adjoint, columns: columns)
    case .partial:
      number(adjoint, role: .adjoint, columns: columns - 1) + StyledText("+", .muted)
    case .stale: number(adjoint, role: .muted, columns: columns)
    case .pending: number(nil, role: .adjoint, columns: columns)
    case .none:
      timeline.seedEvent > 0 && timeline.position >= timeline.seedEvent
        ? StyledText("0", .muted) : number(nil, role: .adjoint, columns: columns)
    }
  }

  private static func number(
    _ tensor: Tensor<Double>?, role: Role, columns: Int
  ) -> StyledText {
    guard let tensor else { return StyledText("⋅", .muted) }
    guard tensor.shape.isScalar else {
      let shape = "[\(tensor.shape)]"
      let text = shape.columns > columns ? "\(tensor.shape)" : shape
      return StyledText(text.truncated(toColumns: columns), role)
    }
    let value = tensor.elements[0]
    let text = NumberText.fitting(value, columns: columns)
    return StyledText(text, value.isFinite ? role : .alarm)
  }
}
