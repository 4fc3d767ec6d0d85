package import Debugging
import Explorer
package import TextCanvas
import Widgets

/// Shows the model on the screen and feeds it the screen's events until it wants to quit.
///
/// All events that are waiting are taken before the next frame is drawn, so that a key held down
/// never leaves a queue behind; a flood of them is drawn a few times a second. Between events the
/// loop sleeps, unless something continues by itself; when the screen follows a script, that is done
/// before the next key.
package func run<S: Screen & ~Copyable>(
  _ model: inout AppModel, on screen: inout S, training: TrainingPort,
  drawing: DrawingPort = .atOnce, checks: CheckPort = .atOnce,
  commands: CommandPort = .atOnce, steps: StepPort = .atOnce, files: FilePort = .none,
  editor: EditorPort = .none, cast: CastPort = .none,
  isScripted: Bool = false
) {
  let outside = Outside(training: training, steps: steps, files: files, editor: editor, cast: cast)
  for effect in model.takeWaitingEffects() {
    guard perform(effect, on: &screen, &model, outside) else { return }
  }
  _ = exchangeWork(&model, commands, drawing, checks, screen.waker)
  _ = exchangeSteps(on: &screen, &model, outside)
  var usesMouse = false
  follow(model, with: &usesMouse, on: &screen)
  var shown = model.view()
  show(shown, of: model, on: &screen, cast)
  var pace = FramePace()
  while true {
    var waiting = screen.nextEvent(timeout: pace.isCaughtUp ? model.pause : .zero)
    if waiting == nil {
      if pace.catchUp() { continue }
      guard model.isBusy else { return }
      model.proceed()
      pace.fallBehind()
    }
    while let event = waiting {
      if event == .wake { model.show(training.snapshot()) }
      for effect in model.update(event) where !(effect == .screen(.quit) && pace.isLate(event)) {
        guard perform(effect, on: &screen, &model, outside) else { return }
      }
      while isScripted, model.isBusy { model.proceed() }
      let hasWork = exchangeWork(&model, commands, drawing, checks, screen.waker)
      let hasAnswer = exchangeSteps(on: &screen, &model, outside) || hasWork
      follow(model, with: &usesMouse, on: &screen)
      // Whoever writes a script has seen what each key leads to.
      if !isScripted, hasAnswer || event.isInput { pace.fallBehind() }
      guard !pace.isFrameDue else { break }
      waiting = screen.nextEvent(timeout: .zero)
    }
    let frame = model.view()
    if frame != shown { show(frame, of: model, on: &screen, cast) }
    shown = frame
    pace.noteFrame()
  }
}

/// Shows a frame to the user, and to whoever keeps what is shown.
private func show<S: Screen & ~Copyable>(
  _ frame: Frame, of model: AppModel, on screen: inout S, _ cast: CastPort
) {
  screen.show(frame.canvas, cursor: frame.cursor)
  cast.keep(frame, model.moment)
}

extension ScreenEvent {
  /// Whether somebody pressed, pasted or clicked something.
  fileprivate var isInput: Bool {
    switch self {
    case .key, .paste, .mouse: true
    case .resize, .wake, .ended: false
    }
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

/// Hands over what the model wants done elsewhere and takes back what has been done; whether that was
/// the answer to a key. What a command led to may want a drawing.
private func exchangeWork(
  _ model: inout AppModel, _ commands: CommandPort, _ drawing: DrawingPort, _ checks: CheckPort,
  _ waker: Waker
) -> Bool {
  let command = commands.exchange(model.takeCommandOrder(), waker)
  if let command { model.show(command) }
  if let layout = drawing.exchange(model.takeWantedDrawing(), waker) { model.show(layout) }
  let check = checks.exchange(model.takeCheckOrder(), waker)
  if let check { model.show(check) }
  return command != nil || check != nil
}

/// Shows steps that have been replayed, and presses the keys of a lesson that have waited for that or for
/// the run; whether there was a step.
private func exchangeSteps<S: Screen & ~Copyable>(
  on screen: inout S, _ model: inout AppModel, _ outside: Outside
) -> Bool {
  var hasStep = false
  while true {
    // They only look, so that none of them ends the program.
    for effect in model.pressKeysOfPage() { _ = perform(effect, on: &screen, &model, outside) }
    guard let step = outside.steps.answer() else { return hasStep }
    model.show(step)
    hasStep = true
  }
}

/// What effects are done with.
private final class Outside {
  let training: TrainingPort
  let steps: StepPort
  let files: FilePort
  let editor: EditorPort
  let cast: CastPort
  private var keeper: ReplayKeeper?

  init(
    training: TrainingPort, steps: StepPort, files: FilePort, editor: EditorPort, cast: CastPort
  ) {
    (self.training, self.steps, self.files, self.editor) = (training, steps, files, editor)
    self.cast = cast
  }

  /// Replays the run that is there now; the same one as long as that goes on, so that the next step is
  /// found near the last.
  func replays() -> ReplayKeeper? {
    let history = training.history()
    if keeper?.history !== history { keeper = history.map { ReplayKeeper($0) } }
    return keeper
  }
}

/// Does what an effect asks for; `false` when the program is to end.
private func perform<S: Screen & ~Copyable>(
  _ effect: Effect, on screen: inout S, _ model: inout AppModel, _ outside: Outside
) -> Bool {
  let (training, files) = (outside.training, outside.files)
  switch effect {
  case .screen(.quit): return false
  case .screen(.redrawAll):
    screen.redrawAll()
    show(model.view(), of: model, on: &screen, outside.cast)
  case .screen(.switchScreen):
    training.start(screen.waker)
    model.openTraining(training.snapshot())
  case .replay(let step):
    outside.steps.start(StepOrder(number: step, keeper: outside.replays()), screen.waker)
  case .openRow(let row, let step): model.openRow(row, of: step, from: training.examples())
  case .openMinibatch(let step): model.openMinibatch(of: step, from: training.examples())
  case .openImage(let choice): model.openImage(choice, of: training.examples())
  case .train(let command): training.send(command)
  case .beginRun(let run, let step, let wishes):
    training.begin(run, step, wishes, screen.waker)
    model.show(training.snapshot())
  case .compare(let path): model.compare(with: training.savedRun(path))
  case .copy(let text): screen.copy(text.withoutControls)
  case .edit(let text):
    var result: Result<String, FilePort.Problem>?
    screen.lend { result = outside.editor.edited(text) }
    if let result { model.finishEditing(text, result) }
  case .showLine(let line, let other):
    var problem: FilePort.Problem?
    screen.lend { problem = outside.editor.problem(showing: line, beside: other) }
    if let problem { model.report(problem) }
  case .remember(let program): files.remember(program)
  case .openAgain(let program):
    return model.openAgain(program, with: files).allSatisfy {
      perform($0, on: &screen, &model, outside)
    }
  case .file(let effect):
    return model.perform(effect, with: files).allSatisfy {
      perform($0, on: &screen, &model, outside)
    }
  // The model has done these itself.
  case .open, .openText, .openLesson, .lesson, .useMouse, .showImage, .screen(.toggleMouse),
    .screen(.goBack):
    break
  }
  return true
}
