import Autodiff
import TextCanvas

/// A tensor as a small heatmap: the last axis from left to right, all others downward.
struct TensorThumbnail {
  let tensor: Tensor<Double>
  let quantity: Quantity
  let capabilities: Capabilities

  func draw(on canvas: inout Canvas, in area: Rect, clippedTo clip: Rect) {
    let (rows, columns) = tensor.shape.matrixExtents
    guard !area.isEmpty, rows > 0, columns > 0, !clip.intersection(area).isEmpty,
      let map = Heatmap(rows: rows, columns: columns, values: tensor.elements)
    else { return }
    // Small tensors are drawn large, each element a block of equal cells.
    let width = columns <= area.width ? area.width / columns * columns : area.width
    let scale = HeatmapScale(
      .signed, fitting: [map], isLight: capabilities.isLight, hue: quantity.hue)
    var picture = Canvas(size: Size(width: width, height: area.height))
    let dots = 2 * area.height
    map.resampled(rows: rows <= dots ? dots / rows * rows : dots, columns: width)
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
