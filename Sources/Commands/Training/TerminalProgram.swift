import Autodiff
import Debugging
import Explorer
import Learning
import NcursesScreen
import Studio
package import Synchronization
import TextCanvas

/// The program on the terminal: both screens and the training run behind them.
package struct TerminalProgram {
  /// Called before the training screen shows something: the tests' program puts a fault here, to see
  /// what one leaves of the terminal.
  package static let willShowTraining = Mutex<@Sendable () -> Void>({})

  private let run: TrainingRun
  private let loader: @Sendable () throws -> ExampleSplit

  /// - Parameters:
  ///   - isPaused: Whether the run rests at first, when its screen is asked for.
  ///   - restarts: How many runs with the next seeds follow it.
  init(training: TrainPlan, isPaused: Bool = false, restarts: Int = 0) {
    run = TrainingRun(
      training.options, dataName: training.dataName, epochs: training.epochs,
      readsImages: training.readsImages, restarts: restarts,
      keeping: training.keeping, from: training.kept,
      historyMegabytes: training.historyMegabytes)
    loader = training.loader()
    if isPaused { run.send(.togglePause) }
  }

  /// Claims the terminal, shows what `prepare` makes of the empty program, and gives it back.
  func open(
    _ choices: ScreenChoices, mode: TimelineMode = .reverse,
    precision: Precision = .double, commands: CommandScript = CommandScript(),
    files: FilePort = .system, for audience: Audience = Audience(),
    prepare: (inout AppModel) throws -> Void
  ) throws {
    let cast = try audience.openCast()
    let starter = TrainingStarter(run: run, loader: loader)
    do {
      // The screen goes, and with it the terminal comes back, before anything else is printed.
      var screen = try TerminalScreen(
        ScreenOptions(glyphs: choices.glyphSet, colors: choices.colorDepth))
      var model = AppModel(
        size: screen.size,
        settings: AppModel.Settings(
          capabilities: choices.adjusted(screen.capabilities), notation: choices.notation,
          mode: mode, precision: precision, commands: commands,
          recent: RecentPrograms(in: Console.current.environment).read(),
          isPresenting: audience.isPresenting,
          offersTutorial: !LessonRecords.hasDoneTutorial))
      try prepare(&model)
      if model.front == .training { starter.start(screen.waker) }
      Studio.run(
        &model, on: &screen, training: starter.port, drawing: .inBackground,
        checks: .inBackground, commands: .inBackground, steps: .inBackground, files: files,
        editor: .system, cast: cast?.port(screen.size, screen.capabilities) ?? CastPort.none)
    } catch let error as TerminalError {
      throw Failure(.badInput, error.message)
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    starter.stop()
    try cast?.finish()
    if let summary = RunSummary(run.snapshot) { try Console.current.write(summary.text) }
  }

  /// A run that failed is reported again where it stays to be read, and by the exit code.
  private func throwFailure() throws {
    guard case .failed(let failure) = run.snapshot.state else { return }
    throw Failure(failure)
  }

  /// Opens the training screen and starts the run.
  func openTraining(
    _ choices: ScreenChoices, beside others: [SavedRun], pace: Double? = nil,
    for audience: Audience = Audience()
  ) throws {
    if let pace { run.send(.setPace(pace)) }
    try open(choices, for: audience) { model in
      model.openTraining(run.snapshot, beside: others)
      model.setPace(pace)
    }
    try throwFailure()
  }

  /// Opens the training screen at a step, to which the run is trained first.
  func openTraining(_ choices: ScreenChoices, atStep step: Int) throws {
    run.send(.pause(afterStep: step))
    try open(choices) { model in
      model.openTraining(run.snapshot, awaiting: step)
    }
    try throwFailure()
    guard run.snapshot.state == .finished, let last = run.history?.lastStep, last < step else {
      return
    }
    throw Failure(.badInput, "\(ReplayError.notReached(step: step, last: last))")
  }
}

/// Starts a training run once, when its screen is first asked for, unless a lesson has another one.
private final class TrainingStarter {
  private var run: TrainingRun
  private let loader: @Sendable () throws -> ExampleSplit
  private var hasStarted = false

  init(run: TrainingRun, loader: @escaping @Sendable () throws -> ExampleSplit) {
    self.run = run
    self.loader = loader
  }

  var port: TrainingPort {
    TrainingPort(
      start: { [self] waker in start(waker) }, send: { [self] in run.send($0) },
      snapshot: { [self] in
        TerminalProgram.willShowTraining.withLock { $0 }()
        return run.snapshot
      }, begin: { [self] in begin($0, toStep: $1, looking: $2, $3) },
      examples: { [self] in run.history?.data }, history: { [self] in run.history },
      savedRun: SavedRun.result)
  }

  func start(_ waker: Waker) {
    guard !hasStarted else { return }
    hasStarted = true
    run.start(loading: loader) { waker.wake() }
  }

  /// Begins a lesson's run in place of the one that is there.
  private func begin(
    _ drawn: DrawnRun, toStep step: Int, looking wishes: Wishes, _ waker: Waker
  ) {
    stop()
    hasStarted = true
    run = TrainingRun(
      drawn.options, dataName: drawn.examples.name, epochs: drawn.epochs,
      readsImages: drawn.examples.kind == .digits)
    // Before it starts, so that it never goes further.
    run.send(.look(wishes))
    run.send(.run(toStep: step))
    run.start(loading: { try drawn.split() }) { waker.wake() }
  }

  func stop() {
    if hasStarted { run.stopAndWait() }
  }
}
