import Autodiff
package import Debugging
import Presentation
package import TextCanvas

extension ExplorerModel {
  /// The most cells that a picture of a whole graph may have.
  package static let largestPicture = 2_000_000

  /// The whole graph as it stands at the cursor, as large as its layout is, with all groups unfolded,
  /// without panes and without marks of what is selected or moves; `nil` when that is too large.
  ///
  /// - Parameters:
  ///   - flow: which way it is drawn; by itself, so that its picture is largest within `room`.
  ///   - room: the cells of what it is drawn for.
  package func graphPicture(
    flow: FlowChoice = .auto, fitting room: Size = Self.slide
  ) -> Canvas? {
    var model = unfolded(flow, room)
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

  /// A slide, in cells of an SVG picture: 1600×900.
  package static let slide = CanvasSVG.cells(inWidth: 1600, height: 900)

  /// The same with every group unfolded, laid out at once.
  private func unfolded(_ flow: FlowChoice, _ room: Size) -> ExplorerModel {
    var model = self
    model.outline = Outline(timeline.graph, groups, folded: [], output: timeline.output)
    model.choice = DrawingChoice(zoom: .box, flow: flow)
    let request = model.drawingRequest(in: [], fitting: room)
    if let answer = model.graphSight.request(request, isQuick: true) { model.adopt(answer) }
    return model
  }
}
