import Formula
import Learning
package import TextCanvas
import Widgets

extension TrainingModel {
  /// The model after an event of the screen, and what is to be done outside it.
  package mutating func update(_ event: ScreenEvent) -> [TrainingEffect] {
    var effects: [TrainingEffect] = []
    switch event {
    case .key(let key):
      notice = nil
      effects = press(key)
    case .resize(let size): self.size = size
    case .paste(let text): paste(text)
    case .ended: return [.screen(.quit)]
    case .mouse(let event): effects = follow(event)
    case .wake: effects = openAwaitedStep()
    }
    // First of all, so that a minibatch that is asked for is looked at.
    return tellWishes() + effects
  }

  /// Informs the run of what is being looked at when that has changed.
  package mutating func tellWishes() -> [TrainingEffect] {
    let wanted = wanted
    guard wanted != wishes else { return [] }
    wishes = wanted
    return [.train(.look(wanted))]
  }

  private mutating func paste(_ text: String) {
    guard case .prompt(var prompt) = overlay else { return }
    overlay = nil
    prompt.insert(text.pastedInOneLine)
    overlay = .prompt(prompt)
  }

  private mutating func press(_ key: Key) -> [TrainingEffect] {
    switch overlay {
    case .help(let sight): return pressInHelp(key, sight)
    case .lines:
      if key == .control("l") { return [.screen(.redrawAll)] }
      overlay = nil
      return []
    case .alerts(let chosen): return pressInAlerts(key, chosen)
    case .prompt: return pressInPrompt(key)
    case .step(let sight): return press(key, in: sight)
    case .stepHelp(let step, let sight): return pressInStepHelp(key, step, sight)
    case .quitting(let fromElsewhere): return answerQuitting(key, fromElsewhere)
    case nil: break
    }
    guard let command = keys.command(for: key) else {
      notice = "\(key) does nothing here; ? lists the keys"
      return []
    }
    return perform(command)
  }

  private mutating func pressInHelp(_ key: Key, _ sight: HelpSight) -> [TrainingEffect] {
    let help = help(at: sight)
    let (sight, effects) = help.pressing(key, on: size)
    overlay = sight.map { .help($0) }
    return effects.map { .screen($0) }
  }

  private mutating func pressInStepHelp(
    _ key: Key, _ step: StepSight, _ sight: HelpSight
  ) -> [TrainingEffect] {
    let help = KeyHelpView(KeyTable.step, theme: theme, sight: sight)
    let (sight, effects) = help.pressing(key, on: size)
    overlay = sight.map { .stepHelp(step, $0) } ?? .step(step)
    return effects.map { .screen($0) }
  }

  private mutating func answerQuitting(_ key: Key, _ fromElsewhere: Bool) -> [TrainingEffect] {
    switch key {
    case .character("y"), .character("q"), .control("c"): return [.screen(.quit)]
    case .control("l"): return [.screen(.redrawAll)]
    case .character("s"):
      overlay = nil
      return perform(.set(.file))
    default:
      overlay = nil
      return fromElsewhere ? [.screen(.goBack)] : []
    }
  }

  /// Does a command, and what only changes what is seen where that can be seen.
  private mutating func perform(_ command: TrainingCommand) -> [TrainingEffect] {
    bringForth(command.panes)
    switch command {
    case .togglePause:
      goToNow()
      return [.train(.togglePause)]
    case .nextStep: return goToNextStep()
    case .previousStep: return go(toStep: shownStep - 1)
    case .nextAlert: return goToAlert(isLater: true)
    case .previousAlert: return goToAlert(isLater: false)
    case .goToStart: return go(toStep: 0)
    case .goToNow: goToNow()
    case .listAlerts: listAlerts()
    case .changePace(let step): return changePace(by: step)
    case .raiseRate: return [.train(.setRate(snapshot.rate * 1.25))]
    case .lowerRate: return [.train(.setRate(snapshot.rate * 0.8))]
    case .set(let control): ask(for: control)
    case .type(let text): ask(for: .line, text: text)
    case .switchScreen: return [.screen(.switchScreen)]
    case .help: overlay = .help(HelpSight())
    case .redraw: return [.screen(.redrawAll)]
    case .toggleMouse: return [.screen(.toggleMouse)]
    case .quit: return quit()
    case .focus(let pane): focus(on: pane)
    case .nextPane: focus(on: focus.moved(by: 1, among: panes))
    case .previousPane: focus(on: focus.moved(by: -1, among: panes))
    case .alone: isZoomed.toggle()
    case .moveUp: move(rows: -1, columns: 0)
    case .moveDown: move(rows: 1, columns: 0)
    case .moveLeft: move(rows: 0, columns: -1)
    case .moveRight: move(rows: 0, columns: 1)
    case .open: open()
    case .openInExplorer: return openInExplorer()
    case .leave: return leave()
    case .toggleLogScale: curves.hasLogScale.toggle()
    case .changeAxis: curves.axis = curves.axis.next
    case .changeSmoothing: changeSmoothing()
    case .changeSource: changeSource()
    case .changeTileScale: tiles.hasScalePerTile.toggle()
    case .changeOrder: tiles.isSortedByNorm.toggle()
    case .previousLayer: changeLayer(by: -1)
    case .nextLayer: changeLayer(by: 1)
    case .togglePen:
      focus(on: .drawing)
      drawing.togglePen()
    case .clearDrawing: drawing.clear()
    case .change(let look): notice = capabilities.change(look, on: screenCapabilities)
    }
    return []
  }

  /// Quits, or asks first where the run is not saved.
  mutating func quit() -> [TrainingEffect] {
    guard live.isUnsaved, !isOfLesson else { return [.screen(.quit)] }
    overlay = .quitting(fromElsewhere: false)
    return []
  }

  mutating func focus(on pane: TrainingPane) {
    focus = pane
    let residents = TrainingLayout.residents(
      size, showing: panes, isBesideLesson: lesson != nil)
    if !residents.contains(pane) { guest = pane }
  }

  /// Goes to the first of some panes unless one of them is in sight.
  mutating func bringForth(_ panes: [TrainingPane]) {
    guard let first = panes.first, !panes.contains(where: { layout.places[$0] != nil }) else {
      return
    }
    focus(on: first)
  }

  private mutating func changeSmoothing() {
    let all = CurveSettings.smoothings
    let index = all.firstIndex(of: curves.smoothing) ?? 0
    curves.smoothing = all[(index + 1) % all.count]
  }
}
