import Learning
package import TextCanvas

extension TrainingModel {
  /// The model after an event of the screen, and what is to be done outside it.
  package mutating func update(_ event: ScreenEvent) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .key(let key):
      notice = nil
      effects = press(key)
    case .resize(let size): self.size = size
    case .paste(let text): paste(text)
    case .ended: return [.quit]
    case .mouse(let event): follow(event)
    case .wake: break
    }
    // First of all, so that a minibatch that is asked for is looked at.
    return tellWishes() + effects
  }

  /// Tells the run what is looked at, when that has changed.
  package mutating func tellWishes() -> [Effect] {
    let wanted = wanted
    guard wanted != wishes else { return [] }
    wishes = wanted
    return [.train(.look(wanted))]
  }

  private mutating func paste(_ text: String) {
    guard case .prompt(let control, var prompt) = overlay else { return }
    prompt.paste(text)
    overlay = .prompt(control, prompt)
  }

  private mutating func press(_ key: Key) -> [Effect] {
    switch overlay {
    case .help(let scroll): return pressInHelp(key, scroll)
    case .prompt(let control, let prompt): return press(key, in: prompt, control)
    case .quitting(let fromElsewhere): return answerQuitting(key, fromElsewhere)
    case nil: break
    }
    guard let command = KeyTable.training.command(for: key) else {
      notice = "\(key) does nothing here; ? lists the keys"
      return []
    }
    return perform(command)
  }

  private mutating func pressInHelp(_ key: Key, _ scroll: Int) -> [Effect] {
    let help = KeyHelpView(KeyTable.training, theme: theme, scroll: scroll)
    let (scroll, effects) = help.pressing(key, on: size)
    overlay = scroll.map { .help(scroll: $0) }
    return effects
  }

  private mutating func answerQuitting(_ key: Key, _ fromElsewhere: Bool) -> [Effect] {
    switch key {
    case .character("y"), .character("q"), .control("c"): return [.quit]
    case .control("l"): return [.redrawAll]
    case .character("s"):
      overlay = nil
      return perform(.set(.file))
    default:
      overlay = nil
      return fromElsewhere ? [.switchScreen] : []
    }
  }

  private mutating func perform(_ command: TrainingCommand) -> [Effect] {
    switch command {
    case .togglePause: return [.train(.togglePause)]
    case .oneMinibatch: return [.train(.oneMinibatch)]
    case .raiseRate: return [.train(.setRate(snapshot.rate * 1.25))]
    case .lowerRate: return [.train(.setRate(snapshot.rate * 0.8))]
    case .set(let control): ask(for: control)
    case .switchScreen: return [.switchScreen]
    case .help: overlay = .help(scroll: 0)
    case .redraw: return [.redrawAll]
    case .toggleMouse: return [.toggleMouse]
    case .interrupt: return [.quit]
    case .quit:
      guard snapshot.isUnsaved else { return [.quit] }
      overlay = .quitting(fromElsewhere: false)
    default: look(command)
    }
    return []
  }

  /// Performs what only changes what is seen.
  private mutating func look(_ command: TrainingCommand) {
    switch command {
    case .focus(let pane): focus(on: pane)
    case .nextPane: focus(on: focus.moved(by: 1))
    case .previousPane: focus(on: focus.moved(by: -1))
    case .zoom: isZoomed.toggle()
    case .moveUp: move(rows: -1, columns: 0)
    case .moveDown: move(rows: 1, columns: 0)
    case .moveLeft: move(rows: 0, columns: -1)
    case .moveRight: move(rows: 0, columns: 1)
    case .open: open()
    case .leave: leave()
    case .toggleLogScale: curves.hasLogScale.toggle()
    case .changeAxis: curves.axis = curves.axis.next
    case .changeSmoothing: changeSmoothing()
    case .removeSavedRun: removeSavedRun()
    case .changeSource: tiles.source = tiles.source.next
    case .changeTileScale: tiles.hasScalePerTile.toggle()
    case .changeOrder: tiles.isSortedByNorm.toggle()
    case .previousLayer: changeLayer(by: -1)
    case .nextLayer: changeLayer(by: 1)
    case .togglePen:
      focus(on: .drawing)
      drawing.togglePen()
    case .clearDrawing: drawing.clear()
    case .change(let look): notice = capabilities.change(look, on: screenCapabilities)
    default: break
    }
  }

  mutating func focus(on pane: TrainingPane) {
    focus = pane
    if !TrainingLayout.residents(size).contains(pane) { guest = pane }
  }

  private mutating func changeSmoothing() {
    let all = CurveSettings.smoothings
    let index = all.firstIndex(of: curves.smoothing) ?? 0
    curves.smoothing = all[(index + 1) % all.count]
  }
}
