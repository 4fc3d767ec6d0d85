import Autodiff
import Inquiry
package import TextCanvas

extension ExplorerModel {
  /// The network as units where it stands at the cursor, without panes and without marks of what is selected
  /// or moves; `nil` where there is none.
  package func unitsPicture() -> Canvas? {
    let network = units?.network ?? UnitNetwork.all(in: timeline.graph).first
    guard let network else { return nil }
    var model = self
    model.isStill = true
    let pane = units ?? UnitsPane(network, at: timeline)
    let image = UnitsView(model: model, pane: pane).image
    let size = UnitsPlan.pictureSize(of: network, image: image)
    guard size.width <= Canvas.largestExtent else { return nil }
    var canvas = Canvas(size: size)
    let plan = UnitsPlan(pane, in: canvas.bounds, image: image, hasStory: false)
    UnitsScene(model: model, pane: pane, plan: plan).draw(on: &canvas, in: canvas.bounds)
    return canvas
  }
}
