import ArgumentParser
import Autodiff
import Explorer
import Formula
import TextCanvas

/// `retrograde [PROGRAM]`: the explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Step through a program in the explorer (the default command).",
    discussion: "Example: retrograde 'z = x*y + sin(x)' --at x=2,y=3")

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices

  func run() throws {
    let program = try program.map { try options.program($0) }
    let studio = Studio(training: try TrainOptions.parse([]).plan())
    try studio.open(screen, mode: options.mode.mode) { model in
      if let program { try model.open(program) }
    }
  }
}
