import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Presentation
import TextCanvas

/// As what a plot is written, and where to.
struct PlotOutput: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg, csv
  }

  @Option(help: "text (for a terminal), svg (a picture) or csv (every number).")
  var format = Format.text

  @Option(help: "text: columns and rows, such as 120x40.")
  var size = "80x24"

  @Option(
    help: ArgumentHelp("svg: the size in pixels.", valueName: "width x height"))
  var fit = PictureSize.plot

  @Option(
    name: [.customShort("o"), .customLong("to")],
    help: ArgumentHelp(
      "The file to write, atomically (default: standard output).", valueName: "file"))
  var file: String?

  /// Writes a plot whose numbers were computed in a precision.
  func write(
    _ plot: ProgramPlot, _ state: PlotState, _ precision: Precision, _ screen: ScreenChoices
  ) throws {
    guard let file else {
      return try write(plot, state, precision, screen, to: Console.current.write)
    }
    try OutputFile.write(to: file) { put in
      try write(plot, state, precision, screen) { try put($0.withoutControls) }
    }
  }

  private func write(
    _ plot: ProgramPlot, _ state: PlotState, _ precision: Precision, _ screen: ScreenChoices,
    to write: (String) throws -> Void
  ) throws {
    let capabilities = screen.drawnCapabilities
    let theme = Theme.fitting(capabilities)
    switch format {
    case .csv: try PlotTable(plot.plot, precision).write(to: write)
    case .svg:
      try PlotSVG(
        plot.plot, facts: PlotFacts(plot, state).lines, chosen: state.chosen, theme: theme,
        isColored: capabilities.colors != .none, width: fit.width, height: fit.height
      ).write(to: write)
    case .text:
      var canvas = Canvas(size: try FrameOptions.size(size))
      PlotView(plot, state, theme: theme, capabilities).draw(on: &canvas, in: canvas.bounds)
      try write(canvas.text(glyphs: capabilities.glyphs))
    }
  }
}

extension PictureSize {
  /// What is legible in a document.
  static let plot = PictureSize(argument: "760x440") ?? .slide
}
