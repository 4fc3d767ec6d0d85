import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Shows a plot; the key that plots what is selected closes its plot again.
  mutating func plot(_ request: PlotRequest) throws(CommandFailure) -> Reply {
    let found = try found(request)
    if request.subject == nil, found.request == plotted?.request {
      closePlot()
      return Reply()
    }
    let isFirst = plotted == nil
    plotted = found
    if isFirst { makeRoomForPlot() }
    return Reply()
  }

  /// Leaves the room to the graph again.
  mutating func closePlot() {
    guard plotted != nil else { return }
    plotted = nil
    makeRoomForPlot()
  }

  /// Computes the plot anew, of the program as it is now; one whose numbers are gone is closed.
  mutating func refreshPlot() {
    guard let plotted else { return }
    guard let found = try? found(plotted.request) else { return closePlot() }
    self.plotted = found
  }

  /// Notes on the plot what a nudge of a number does, if it is the one that varies there.
  mutating func showNudge(of target: NumberTarget, by change: Tensor<Double>) {
    guard let plot = plotted, case .curve = plot.plot, !plot.isLocal, let result = plot.target,
      plot.variables.count == 1, plot.variables[0].node == target.node,
      let element = target.element, element == plot.variables[0].element,
      change.elements.indices.contains(element),
      var sampler = try? PlotSampler(result, by: plot.variables, in: asked.end)
    else { return }
    let from = sampler.point(at: sampler.present[0])
    plotted?.nudge = PlotNudge(from: from, to: sampler.point(at: from.x + change.elements[element]))
  }

  private func found(_ request: PlotRequest) throws(CommandFailure) -> ProgramPlot {
    if let losses = try losses(request) { return losses }
    return try plotSearch.plot(request, selected: selectedNumber)
  }

  private var plotSearch: PlotSearch { PlotSearch(program, timeline, text) }

  /// The number that is looked at: an element under the cursor, or else the first of what is selected.
  private var selectedNumber: PlotSampler.Place? {
    guard let selection else { return nil }
    let element = tensorPane?.node == selection ? tensorPane?.element ?? 0 : 0
    guard element < program.graph.shape(of: selection).count else { return nil }
    return PlotSampler.Place(selection, element: element)
  }

  mutating func makeRoomForPlot() {
    requestDrawing()
    resetCamera()
  }

  /// The plot in its frame, as far as it is known here.
  func drawPlot(on canvas: inout Canvas, in area: Rect) {
    guard let plotted, !area.isEmpty else { return }
    canvas.pane("plot: \(plotted.plot.title)", in: area, theme: theme)
    PlotView(
      plotted, PlotState(of: plotted, in: self), path: descentPath, theme: theme, capabilities
    )
    .draw(on: &canvas, in: area.inset(columns: 2, rows: 1))
    canvas.writeFooter(" Esc close ", in: area, theme: theme)
  }
}
