import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Formula
import Inquiry
import Presentation
import Syntax

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

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @Argument(help: "What to plot, such as sigmoid, 'z by x -3 3' or 'z by x, y'.")
  var what: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices
  @OptionGroup var output: PlotOutput

  func run() throws {
    let plot = try plot()
    try output.write(plot, PlotState(of: plot), options.source.precision, screen)
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
}
