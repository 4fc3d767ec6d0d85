import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Studio
import TextCanvas
import Widgets

/// `retrograde render`: the very frame that a screen would show.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print the frame that a screen shows after some keys.",
    discussion: "Example: retrograde render 'z = x*y + sin(x)' --size 120x40 --keys 'n n n n n n'",
    subcommands: [RenderExplorerCommand.self, RenderTrainCommand.self],
    defaultSubcommand: RenderExplorerCommand.self)
}

/// `retrograde render [PROGRAM]`: the frame of the explorer.
struct RenderExplorerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explorer",
    abstract: "Print the frame that the explorer shows (the default).",
    discussion: "Example: retrograde render 'z = x*y + sin(x)' --size 120x40 --keys 'n n n n n n'")

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String?

  @OptionGroup var options: ProgramOptions
  @OptionGroup var frame: FrameOptions
  @OptionGroup var debugging: DebuggerOptions

  func run() throws {
    try frame.write(try lastFrame(on: try frame.memoryScreen()).canvas)
  }

  /// What a screen shows when all its events are over.
  func lastFrame(on screen: MemoryScreen) throws -> Widgets.Frame {
    var screen = screen
    var model = AppModel(
      size: screen.size,
      settings: AppModel.Settings(
        capabilities: screen.capabilities, notation: frame.screen.notation,
        mode: options.mode.mode, precision: options.source.precision,
        commands: debugging.script, isPresenting: frame.audience.present,
        // As somebody sees it who comes for the first time.
        offersTutorial: true))
    var training = TrainingPort.none
    do {
      if let program, let network = try NetworkFile(program) {
        try network.open(in: &model)
        training = try network.pausedTraining()
      } else if let program {
        try model.open(try options.program(program))
      }
      if let session = try debugging.readSession() {
        try model.open(session.file, path: session.path)
      }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    // A frame changes nothing outside.
    let files = FilePort(
      read: FilePort.system.read, value: FilePort.system.value, write: FilePort.none.write)
    Studio.run(&model, on: &screen, training: training, files: files, isScripted: true)
    return model.view()
  }
}
