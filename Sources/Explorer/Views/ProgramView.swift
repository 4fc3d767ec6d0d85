import Autodiff
import Presentation
import TextCanvas

/// The nodes in order of evaluation, a line each, with value and adjoint.
struct ProgramView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    canvas.box(
      area, title: "program", pen: Pen(style: model.theme.style(.border)),
      titleStyle: model.theme.style(.title))
    let pane = area.inset(by: 1)
    let columns = Columns(pane, model)
    for (column, heading) in zip(columns.numbers, columns.headings) where area.width >= 30 {
      canvas.write(
        " \(heading) ", x: column.maxX - heading.columns - 2, y: area.y,
        style: model.theme.style(.muted), clippedTo: area)
    }
    let nodes = model.drawing.nodes
    let first = firstLine(of: nodes, rows: pane.height)
    for (row, node) in nodes.dropFirst(first).prefix(max(pane.height, 0)).enumerated() {
      draw(node, on: &canvas, y: pane.y + row, columns)
    }
  }

  /// The list scrolls so that the node that acted last, or else the selection, stays in sight.
  private func firstLine(of nodes: [NodeID], rows: Int) -> Int {
    guard nodes.count > rows, rows > 0 else { return 0 }
    let focus = (model.currentNode ?? model.selection).flatMap { nodes.firstIndex(of: $0) } ?? 0
    return min(max(focus - rows / 2, 0), nodes.count - rows)
  }

  private func draw(_ node: NodeID, on canvas: inout Canvas, y: Int, _ columns: Columns) {
    let (theme, look) = (model.theme, NodeLook(node, in: model, columns: columns.digits))
    canvas.write(
      look.isCurrent ? "▸" : look.hasBreakpoint ? "●" : " ", x: columns.marker.x, y: y,
      style: theme.style(look.isCurrent ? .strong : .breakpoint), clippedTo: columns.marker)
    let role: Role =
      look.isSelected ? .selected : look.isCurrent ? .strong : look.isPending ? .pending : .text
    let definition = model.text.definition(of: node)
    canvas.write(
      definition.truncated(toColumns: columns.text.width), x: columns.text.x, y: y,
      style: theme.style(role), clippedTo: columns.text)
    let numbers =
      model.mode == .forward
      ? [look.value, look.tangent]
      : model.mode == .both
        ? [look.value, look.tangent, look.adjoint] : [look.value, look.adjoint]
    for (column, number) in zip(columns.numbers, numbers) {
      canvas.write(
        number, x: column.maxX - number.plain.columns, y: y, theme: theme, clippedTo: column)
    }
  }
}

/// The columns of the list: a marker, the definition, then a column for each number.
private struct Columns {
  /// The columns that a number is given where there is room.
  private static let usualDigits = 10

  let marker: Rect
  let text: Rect
  let numbers: [Rect]
  /// The columns that a number may fill; one more keeps it apart from its neighbour.
  let digits: Int
  let headings: [String]

  init(_ pane: Rect, _ model: ExplorerModel) {
    headings =
      switch model.mode {
      case .reverse: ["value", "adjoint"]
      case .forward: ["value", "tangent"]
      case .both: ["value", "tangent", "adjoint"]
      }
    var rest = pane
    var numbers: [Rect] = []
    // A narrow pane keeps room for the names.
    digits = max(min(Self.usualDigits, (pane.width - 2) / (headings.count + 1) - 1), 1)
    for _ in headings {
      let column: Rect
      (rest, column) = rest.columns(right: digits + 1)
      numbers.insert(column, at: 0)
    }
    self.numbers = numbers
    (marker, text) = rest.columns(left: 2)
  }
}
