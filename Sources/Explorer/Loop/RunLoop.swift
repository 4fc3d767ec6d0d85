package import Learning
package import TextCanvas

/// The way to a training run, for a run loop that shows one.
package struct TrainingPort {
  /// Starts the run, which calls the waker with every change, unless it has started already.
  package var start: (Waker) -> Void
  package var send: (TrainingRun.Command) -> Void
  package var snapshot: () -> TrainingSnapshot
  /// Reads what is known of a run that was saved to a file.
  package var savedRun: (_ path: String) -> Result<SavedRun, FilePort.Problem>

  package init(
    start: @escaping (Waker) -> Void, send: @escaping (TrainingRun.Command) -> Void,
    snapshot: @escaping () -> TrainingSnapshot,
    savedRun: @escaping (_ path: String) -> Result<SavedRun, FilePort.Problem> = {
      .failure(FilePort.Problem("cannot read '\($0)' here"))
    }
  ) {
    self.start = start
    self.send = send
    self.snapshot = snapshot
    self.savedRun = savedRun
  }
}

extension TrainingPort {
  /// No training: where frames are drawn for their own sake there is none behind them.
  package static var none: TrainingPort {
    let snapshot = TrainingSnapshot(options: TrainingOptions(), dataName: "", epochs: 0)
    return TrainingPort(start: { _ in }, send: { _ in }, snapshot: { snapshot })
  }
}

/// Shows the model on the screen and feeds it the screen's events until it wants to quit.
///
/// All events that are waiting are taken before the next frame is drawn, so that a key held down
/// never leaves a queue behind. Between events the loop sleeps, unless something goes on by itself;
/// when the screen follows a script, that is done before the next key.
package func run<S: Screen & ~Copyable>(
  _ model: inout AppModel, on screen: inout S, training: TrainingPort,
  drawing: DrawingPort = .atOnce, checks: CheckPort = .atOnce, files: FilePort = .none,
  isScripted: Bool = false
) {
  exchangeDrawings(&model, drawing, screen.waker)
  exchangeChecks(&model, checks, screen.waker)
  var usesMouse = false
  follow(model, with: &usesMouse, on: &screen)
  var shown = model.view()
  screen.show(shown.canvas, cursor: shown.cursor)
  while true {
    var waiting = screen.nextEvent(timeout: model.pause)
    if waiting == nil {
      guard model.isBusy else { return }
      model.proceed()
    }
    while let event = waiting {
      if event == .wake { model.show(training.snapshot()) }
      for effect in model.update(event) {
        guard perform(effect, on: &screen, &model, training, files) else { return }
      }
      while isScripted, model.isBusy { model.proceed() }
      exchangeDrawings(&model, drawing, screen.waker)
      exchangeChecks(&model, checks, screen.waker)
      follow(model, with: &usesMouse, on: &screen)
      waiting = screen.nextEvent(timeout: .zero)
    }
    let frame = model.view()
    if frame != shown { screen.show(frame.canvas, cursor: frame.cursor) }
    shown = frame
  }
}

/// Has the mouse reported when the model wants it, and not when it does not.
private func follow<S: Screen & ~Copyable>(
  _ model: AppModel, with usesMouse: inout Bool, on screen: inout S
) {
  guard model.isMouseOn != usesMouse else { return }
  usesMouse = model.isMouseOn
  screen.useMouse(usesMouse)
}

/// Hands over the layout that the model wants and takes back one that is done.
private func exchangeDrawings(_ model: inout AppModel, _ drawing: DrawingPort, _ waker: Waker) {
  if let request = model.takeWantedDrawing() { drawing.start(request, waker) }
  if let answer = drawing.answer() { model.show(answer) }
}

/// Hands over the gradient check that the model wants and takes back one that is done.
private func exchangeChecks(_ model: inout AppModel, _ checks: CheckPort, _ waker: Waker) {
  if let order = model.takeCheckOrder() { checks.follow(order, waker) }
  if let answer = checks.answer() { model.show(answer) }
}

/// Does what an effect asks for; `false` when the program is to end.
private func perform<S: Screen & ~Copyable>(
  _ effect: Effect, on screen: inout S, _ model: inout AppModel, _ training: TrainingPort,
  _ files: FilePort
) -> Bool {
  switch effect {
  case .quit: return false
  case .redrawAll:
    screen.redrawAll()
    let frame = model.view()
    screen.show(frame.canvas, cursor: frame.cursor)
  case .train(let command): training.send(command)
  case .compare(let path): model.compare(with: training.savedRun(path))
  case .switchScreen:
    training.start(screen.waker)
    model.openTraining(training.snapshot())
  case .copy(let text): screen.copy(text)
  case .save, .export, .readCommands, .openAgain, .remember:
    return model.perform(effect, with: files).allSatisfy {
      perform($0, on: &screen, &model, training, files)
    }
  case .open, .openText, .useMouse, .toggleMouse: break
  }
  return true
}
