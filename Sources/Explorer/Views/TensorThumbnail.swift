import Autodiff
import Formula
import Inquiry
import Presentation
import TextCanvas

/// A tensor in the box of its node: a small one in digits on its colours, else a small heatmap;
/// the last axis from left to right, all others downward.
struct TensorThumbnail {
  let tensor: Tensor<Double>
  let quantity: Quantity
  let capabilities: Capabilities
  /// The columns of each element that is shown in digits, with a blank before it.
  let elementWidth: Int
  /// What vectors are images.
  var images: ImageShape?

  func draw(on canvas: inout Canvas, in area: Rect, clippedTo clip: Rect) {
    let (rows, columns) = tensor.shape.matrixExtents
    if let image = Heatmap(image: tensor, images) {
      return drawImage(image, on: &canvas, in: area, clippedTo: clip)
    }
    guard !area.isEmpty, rows > 0, columns > 0, !clip.intersection(area).isEmpty,
      let map = Heatmap(rows: rows, columns: columns, values: tensor.elements)
    else { return }
    let scale = HeatmapScale(
      .signed, fitting: [map], isLight: capabilities.isLight, hue: quantity.hue)
    if ItemSize.spellsOut(tensor.shape) {
      drawDigits(of: map, scale, on: &canvas, at: area.origin, clippedTo: clip)
    } else {
      drawPicture(of: map, scale, on: &canvas, in: area, clippedTo: clip)
    }
  }

  private func drawImage(
    _ image: Heatmap, on canvas: inout Canvas, in area: Rect, clippedTo clip: Rect
  ) {
    var picture = Canvas(size: area.size)
    image.draw(
      on: &picture, in: picture.bounds,
      scale: image.imageScale(quantity, isLight: capabilities.isLight), capabilities)
    canvas.draw(picture, at: area.origin, clippedTo: clip)
  }

  private func drawDigits(
    of map: Heatmap, _ scale: HeatmapScale, on canvas: inout Canvas, at origin: Position,
    clippedTo clip: Rect
  ) {
    let width = elementWidth
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        let value = map[row, column]
        let style = scale.style(under: value, capabilities)
        let cell = Rect(x: origin.x + column * width, y: origin.y + row, width: width, height: 1)
        canvas.fill(cell.intersection(clip), with: Cell(" ", style: style))
        let text = NumberText.fitting(value, columns: width - 1, digits: 4)
        canvas.write(
          text, x: cell.maxX - text.columns, y: cell.y, style: style, clippedTo: clip)
      }
    }
  }

  /// Heatmaps of few rows or columns are drawn large, each element a block of equal cells.
  private func drawPicture(
    of map: Heatmap, _ scale: HeatmapScale, on canvas: inout Canvas, in area: Rect,
    clippedTo clip: Rect
  ) {
    let width = map.columns <= area.width ? area.width / map.columns * map.columns : area.width
    var picture = Canvas(size: Size(width: width, height: area.height))
    let dots = 2 * area.height
    map.resampled(rows: map.rows <= dots ? dots / map.rows * map.rows : dots, columns: width)
      .draw(on: &picture, in: picture.bounds, scale: scale, capabilities)
    canvas.draw(picture, at: area.origin, clippedTo: clip)
  }
}

extension Shape {
  /// The rows and columns of a picture of a tensor: its last axis goes across, the others down.
  var matrixExtents: (rows: Int, columns: Int) {
    let columns = extents.last ?? 1
    return (columns == 0 ? 0 : count / columns, columns)
  }
}
