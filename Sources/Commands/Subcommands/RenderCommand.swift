import ArgumentParser
import Autodiff
import Explorer
import TextCanvas

/// `retrograde render`: the very frame that a screen would show.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print the frame that a screen would show after some keys.",
    discussion: "Example: retrograde render 'z = x*y + sin(x)' --size 120x40 --keys 'n n n n n n'",
    subcommands: [RenderExplorerCommand.self, RenderTrainCommand.self],
    defaultSubcommand: RenderExplorerCommand.self)
}

/// `retrograde render [PROGRAM]`: the frame of the explorer.
struct RenderExplorerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explorer",
    abstract: "Print the frame that the explorer would show (the default).",
    discussion: "Example: retrograde render 'z = x*y + sin(x)' --size 120x40 --keys 'n n n n n n'")

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var frame: FrameOptions
  @OptionGroup var debugging: DebuggerOptions

  func run() throws {
    var screen = try frame.memoryScreen()
    var model = AppModel(
      size: screen.size,
      settings: AppModel.Settings(
        capabilities: frame.capabilities, notation: frame.screen.notation,
        mode: options.mode.mode, commands: debugging.script))
    do {
      if let program { try model.open(try options.program(program)) }
      if let session = try debugging.readSession() {
        try model.open(session.file, path: session.path)
      }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    Explorer.run(&model, on: &screen, training: .none, isScripted: true)
    try frame.write(model.view().canvas)
  }
}
