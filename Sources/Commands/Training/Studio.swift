import Autodiff
import Explorer
import Learning
import NcursesScreen
import TextCanvas

/// The program on the terminal: both screens and the training run behind them.
struct Studio {
  private let run: TrainingRun
  private let loader: @Sendable () throws -> ExampleSplit

  init(training: TrainPlan) {
    run = TrainingRun(
      training.options, dataName: training.dataName, epochs: training.epochs,
      keeping: training.keeping, from: training.kept)
    loader = training.loader()
  }

  /// Claims the terminal, shows what `prepare` makes of the empty program, and gives it back.
  func open(
    _ choices: ScreenChoices, mode: TimelineMode = .reverse,
    commands: CommandScript = CommandScript(),
    prepare: (inout AppModel) throws -> Void
  ) throws {
    let starter = TrainingStarter(run: run, loader: loader)
    do {
      // The screen goes, and with it the terminal comes back, before anything else is printed.
      var screen = try TerminalScreen(
        ScreenOptions(glyphs: choices.glyphSet, colors: choices.colorDepth))
      var model = AppModel(
        size: screen.size,
        settings: AppModel.Settings(
          capabilities: choices.adjusted(screen.capabilities), notation: choices.notation,
          mode: mode, commands: commands,
          recent: RecentPrograms(in: Console.current.environment).read()))
      try prepare(&model)
      if model.front == .training { starter.start(screen.waker) }
      Explorer.run(
        &model, on: &screen, training: starter.port, drawing: .inBackground,
        checks: .inBackground, files: .system)
    } catch let error as TerminalError {
      throw Failure(.badInput, error.message)
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    starter.stop()
    if let summary = RunSummary(run.snapshot) { try Console.current.write(summary.text) }
  }

  /// A run that failed is told again where it stays to be read, and by the exit code.
  private func throwFailure() throws {
    guard case .failed(let failure) = run.snapshot.state else { return }
    throw Failure(failure)
  }

  /// Opens the training screen and starts the run.
  func openTraining(_ choices: ScreenChoices, beside others: [SavedRun]) throws {
    try open(choices) { model in model.openTraining(run.snapshot, beside: others) }
    try throwFailure()
  }
}

/// Starts a training run once, when its screen is first asked for.
private final class TrainingStarter {
  private let run: TrainingRun
  private let loader: @Sendable () throws -> ExampleSplit
  private var hasStarted = false

  init(run: TrainingRun, loader: @escaping @Sendable () throws -> ExampleSplit) {
    self.run = run
    self.loader = loader
  }

  var port: TrainingPort {
    TrainingPort(
      start: { [self] waker in start(waker) }, send: { [run] in run.send($0) },
      snapshot: { [run] in
        trapIfAsked()
        return run.snapshot
      }, savedRun: SavedRun.result)
  }

  func start(_ waker: Waker) {
    guard !hasStarted else { return }
    hasStarted = true
    run.start(loading: loader) { waker.wake() }
  }

  func stop() {
    if hasStarted { run.stopAndWait() }
  }
}

/// A hidden way to see what a fault of ours does to the terminal: with RETROGRADE_TRAP set, the
/// training screen traps as soon as it is to show something.
private func trapIfAsked() {
  precondition(Console.current.environment["RETROGRADE_TRAP"] == nil, "trapped on request")
}
