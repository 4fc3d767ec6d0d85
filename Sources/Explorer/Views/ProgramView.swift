import Autodiff
import Debugging
import Inquiry
import Lessons
import Presentation
import TextCanvas
import Widgets

/// The nodes in order of evaluation, a line each, with value and adjoint.
struct ProgramView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    model.drawFrame(.program, on: &canvas, in: area)
    let pane = area.inset(by: 1)
    let columns = Columns(pane, model)
    for (column, heading) in zip(columns.numbers, columns.headings) where area.width >= 30 {
      canvas.write(
        " \(heading) ", x: column.maxX - heading.columns - 2, y: area.y,
        style: model.theme.style(.muted), clippedTo: area)
    }
    let window = window(in: area)
    for (y, item) in model.outline.items[window.rows].enumerated() {
      draw(item, on: &canvas, y: pane.y + y, columns)
    }
    model.drawScrollMarks(of: window, on: &canvas, in: area)
  }

  /// The lines that are seen of all: those that were scrolled to, or else the list goes along with
  /// the node that acted last, or the selection.
  func window(in area: Rect) -> RowWindow {
    let (count, height) = (model.outline.items.count, area.inset(by: 1).height)
    if let first = model.panes.firstRows[.program] {
      return RowWindow(count, in: height, from: first)
    }
    let focus = model.outline.number(of: model.currentNode ?? model.selection) ?? 0
    return RowWindow(count, in: height, pagingTo: focus)
  }

  /// The line at a cell of the screen.
  func line(at position: Position, in area: Rect) -> Int? {
    window(in: area).row(at: position, in: area.inset(by: 1))
  }

  private func draw(
    _ item: Outline.Item, on canvas: inout Canvas, y: Int, _ columns: Columns
  ) {
    let (theme, look) = (model.theme, NodeLook(item, in: model, columns: columns.digits))
    canvas.write(
      look.isCurrent ? "▸" : look.hasBreakpoint ? "●" : " ", x: columns.marker.x, y: y,
      style: theme.style(look.isCurrent ? .strong : .breakpoint), clippedTo: columns.marker)
    if look.isFirstWrong {
      canvas.write(
        "≠", x: columns.marker.x + 1, y: y, style: theme.style(.alarm), clippedTo: columns.marker)
    } else if let verdict = model.debugger.checks[item.node] {
      canvas.write(
        verdict.sign, x: columns.marker.x + 1, y: y, style: theme.style(verdict.role),
        clippedTo: columns.marker)
    }
    let role: Role =
      look.isSelected ? .selected : look.isCurrent ? .strong : look.isPending ? .pending : .text
    let definition = model.itemText.title(of: item).truncated(toColumns: columns.text.width)
    canvas.write(
      definition, x: columns.text.x, y: y, style: theme.style(role), clippedTo: columns.text)
    if look.isSummedUp {
      drawShape(
        of: item, on: &canvas, y: y,
        in: Rect(
          x: columns.text.x + definition.columns, y: y,
          width: columns.text.width - definition.columns, height: 1))
    }
    let numbers =
      Quantity.shown(in: model.mode).map { look.text(of: $0) } + (look.wrong.map { [$0] } ?? [])
    for (column, number) in zip(columns.numbers, numbers) {
      canvas.write(
        number, x: column.maxX - number.plain.columns, y: y, theme: theme, clippedTo: column)
    }
  }

  /// The shape of a tensor whose numbers are not spelled out, at the end of the room behind its
  /// definition.
  private func drawShape(of item: Outline.Item, on canvas: inout Canvas, y: Int, in room: Rect) {
    let shape = model.timeline.graph.shape(of: item.node)
    let text = "\(shape)"
    guard text.columns + 2 <= room.width else { return }
    canvas.write(
      text, x: room.maxX - text.columns - 1, y: y, style: model.theme.style(.muted), clippedTo: room
    )
  }
}

/// The columns of the list: a marker, the definition, then a column for each number, and at last what
/// a wrong engine has.
private struct Columns {
  /// The columns that a number is given where there is room.
  private static let usualDigits = 10
  /// The columns for definitions that come before wider numbers, and how wide these become.
  private static let usualText = 24
  private static let mostDigits = 20
  /// The same where there are tensors of which more is to be said.
  private static let longestSummary = 34

  let marker: Rect
  let text: Rect
  let numbers: [Rect]
  /// The columns that a number may fill; one more keeps it apart from its neighbour.
  let digits: Int
  let headings: [String]

  init(_ pane: Rect, _ model: ExplorerModel) {
    headings =
      Quantity.shown(in: model.mode).map(\.word)
      + (model.wrongRun.map { [$0.engine.rawValue] } ?? [])
    var rest = pane
    var numbers: [Rect] = []
    // A narrow pane keeps room for the names.
    let share = (pane.width - 2) / (headings.count + 1) - 1
    let spare = (pane.width - 2 - Self.usualText) / headings.count - 1
    let most =
      model.effort.mostElements > TensorText.boxLimit ? Self.longestSummary : Self.mostDigits
    digits = min(max(spare, min(Self.usualDigits, share), 1), most)
    for _ in headings {
      let column: Rect
      (rest, column) = rest.columns(right: digits + 1)
      numbers.insert(column, at: 0)
    }
    self.numbers = numbers
    (marker, text) = rest.columns(left: 2)
  }
}
