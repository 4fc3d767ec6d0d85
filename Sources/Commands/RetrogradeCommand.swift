import ArgumentParser

/// The command `retrograde` and those below it.
struct RetrogradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrograde",
    abstract: "A debugger for derivatives: step through the values and adjoints of a formula.",
    discussion: "Example: retrograde 'z = x*y + sin(x)' --at x=2,y=3",
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, TrainCommand.self, StepCommand.self, TraceCommand.self,
      CheckCommand.self, DiffCommand.self,
      ExportCommand.self, PlotCommand.self, SurfaceCommand.self, RenderCommand.self,
      LessonCommand.self,
      QuizCommand.self, MarkCommand.self, DataCommand.self, ExamplesCommand.self,
      OperationsCommand.self, CaptureScriptCommand.self,
      CompletionsCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)
}
