import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

/// `retrograde plot PROGRAM WHAT`: a function, or a number as inputs vary, as a picture or as numbers.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Plot a function or a number as inputs vary, with derivative and tangent.",
    discussion: """
      Example: retrograde plot 'z = x*y + sin(x)' 'z by x -3 3' --at x=2,y=3 --format svg -o z.svg

      What is plotted: a function (sigmoid, or one of the program's own), a number by an input (z by x, \
      loss by 'W[0,1]'), or by two inputs (z by x, y: contour lines with the gradient); after that, \
      from where to where. Without it, the output by the first input.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg, csv
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @Argument(help: "What to plot, such as sigmoid, 'z by x -3 3' or 'z by x, y'.")
  var what: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices

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

  func run() throws {
    let plot = try plot()
    guard let file else { return try write(plot, to: Console.current.write) }
    try OutputFile.write(to: file) { put in
      try write(plot) { try put($0.withoutControls) }
    }
  }

  private func plot() throws -> ProgramPlot {
    let program = try options.program(self.program)
    for note in program.notes { Console.current.warn("note: \(note.message)\n") }
    do {
      let run = try program.timeline(mode: options.mode.mode)
      let request = try what.map { text throws(CommandFailure) in try PlotRequest(typed: text) }
      return try PlotSearch(program, run, NodeText(program.graph))
        .plot(request ?? PlotRequest(nil))
    } catch let failure as CommandFailure {
      throw Failure(.badInput, failure.lines.joined(separator: "\n"))
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }

  private func write(_ plot: ProgramPlot, to write: (String) throws -> Void) throws {
    let capabilities = screen.drawnCapabilities
    let theme = Theme.fitting(capabilities)
    let state = PlotState(of: plot)
    switch format {
    case .csv: try PlotTable(plot.plot, options.source.precision).write(to: write)
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
  fileprivate static let plot = PictureSize(argument: "760x440") ?? .slide
}
