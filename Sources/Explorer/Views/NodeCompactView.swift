import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

/// An item as a low box: its definition in the upper edge, its numbers in the lower one.
///
/// ```
/// ╭ a = x*y ────╮    ╭ b ────────────────╮
/// ╰6      1     ╯    ╰ 0.1  -0.2  0    1 ╯
/// ```
struct NodeCompactView {
  let item: Outline.Item
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in box: Rect, clippedTo clip: Rect) {
    guard !box.intersection(clip).isEmpty else { return }
    let frame = NodeBoxView(item: item, model: model)
    let look = NodeLook(item, in: model, columns: ItemSize.rowNumber)
    canvas.fill(box.intersection(clip))
    canvas.box(
      box, title: (look.recorded == nil ? "" : "≠ ") + frame.title(look), pen: frame.pen(look),
      titleStyle: frame.titleStyle(look),
      clippedTo: clip)
    let field = Rect(x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 1)
    canvas.fill(field.intersection(clip))
    NodeNumbersView(item: item, model: model, zoom: .compact, look: look)
      .draw(on: &canvas, in: field, clippedTo: clip)
  }
}

/// The numbers of an item beside one another, or below one another where they are too wide.
struct NodeNumbersView {
  let item: Outline.Item
  let model: ExplorerModel
  let zoom: Zoom
  let look: NodeLook

  private var shape: Shape { model.timeline.graph.shape(of: item.node) }
  private var size: ItemSize {
    ItemSize(zoom: zoom, mode: model.mode, images: model.program.imageShape)
  }

  func draw(on canvas: inout Canvas, in field: Rect, clippedTo clip: Rect) {
    let size = size
    let (columns, rows) = (size.columnsPerNumber(shape), size.rowsPerNumber(shape))
    let isSideBySide = size.isSideBySide(shape)
    let quantities = Quantity.shown(in: model.mode)
    // What is wider than its numbers keeps them apart.
    let across = quantities.count * (columns + 1) - 1
    let step = columns + 1 + max(field.width - across, 0) / max(quantities.count - 1, 1)
    for (place, quantity) in quantities.enumerated() {
      let area = Rect(
        x: field.x + (isSideBySide ? place * step : 0),
        y: field.y + (isSideBySide ? 0 : place * rows), width: columns,
        height: min(rows, field.height))
      draw(quantity, on: &canvas, in: area, clippedTo: clip)
      guard item.isTensor, isSideBySide, place > 0 else { continue }
      for y in 0..<area.height {
        canvas.write(
          "┊", x: area.x - 1, y: area.y + y, style: model.theme.style(.pending), clippedTo: clip)
      }
    }
  }

  private func draw(
    _ quantity: Quantity, on canvas: inout Canvas, in area: Rect, clippedTo clip: Rect
  ) {
    guard item.isTensor, shape.count > 0, model.timeline.has(quantity, item.node),
      ItemSize.spellsOut(shape) || zoom != .line
    else {
      let text =
        item.isTensor && !model.timeline.has(quantity, item.node)
        ? look.nothing : look.text(of: quantity)
      canvas.write(text, x: area.x, y: area.y, theme: model.theme, clippedTo: clip)
      return
    }
    TensorThumbnail(
      tensor: model.timeline.numbers(quantity, of: item.node), quantity: quantity,
      capabilities: model.capabilities,
      elementWidth: size.elementWidth, images: model.program.imageShape
    ).draw(on: &canvas, in: area, clippedTo: clip)
  }
}
