import Autodiff
package import TextCanvas

extension ExplorerModel {
  /// The most cells that a picture of a whole graph may have.
  package static let largestPicture = 2_000_000

  /// The whole graph as it stands at the cursor, as large as its layout is, with all groups unfolded,
  /// without panes and without marks of what is selected or moves; `nil` when that is too large.
  package func graphPicture() -> Canvas? {
    var model = unfolded
    guard let size = model.drawing?.size, size.width <= Canvas.largestExtent - 2,
      size.height <= Canvas.largestExtent - 2, size.width * size.height <= Self.largestPicture
    else { return nil }
    model.isStill = true
    model.selection = nil
    model.camera = Position(x: 0, y: 0)
    // The view puts a frame around the graph, which is cut off.
    var framed = Canvas(size: Size(width: size.width + 2, height: size.height + 2))
    GraphView(model: model).draw(on: &framed, in: framed.bounds)
    var picture = Canvas(size: size)
    picture.draw(framed, at: Position(x: -1, y: -1))
    return picture
  }

  /// The same with every group unfolded, laid out at once.
  private var unfolded: ExplorerModel {
    var model = self
    model.outline = Outline(timeline.graph, groups, folded: [], output: timeline.output)
    model.zoom = .box
    model.requestDrawing()
    if let answer = model.takeWantedDrawing()?.drawn() { model.adopt(answer) }
    return model
  }
}
