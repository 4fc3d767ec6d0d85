import Autodiff
import Formula
import Presentation
package import TextCanvas

extension ExplorerModel {
  /// The model after an event of the screen, and what is to be done outside it.
  ///
  /// No drawing, no clock, no file: the same events lead to the same model.
  package mutating func update(_ event: ScreenEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .mouse(let event): follow(event)
    case .resize(let size):
      self.size = size
      resetCamera()
    case .paste(let text):
      guard case .prompt(var prompt) = overlay else { break }
      overlay = nil
      prompt.paste(text)
      overlay = .prompt(prompt)
    case .wake: break
    case .ended: return [.quit]
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    switch overlay {
    case .help(let scroll): return pressInHelp(key, scroll: scroll)
    case .prompt: return pressInPrompt(key)
    case .answer(let answer): return press(key, in: answer)
    case .matrices(let sheet): return press(key, in: sheet)
    case nil: break
    }
    if let digit = key.digit, digit > 0 || typedCount != nil {
      typedCount = min((typedCount ?? 0) * 10 + digit, 999_999)
      return []
    }
    if key == .escape, typedCount != nil {
      typedCount = nil
      return []
    }
    if performInTensor(key) || performInPane(key) { return [] }
    guard let command = KeyTable.explorer.command(for: key) else {
      notice = StyledText("\(key) does nothing here; ? lists the keys", .muted)
      typedCount = nil
      return []
    }
    let count = typedCount
    typedCount = nil
    return perform(command.counted(count), count: count ?? 1)
  }

  private mutating func pressInHelp(_ key: Key, scroll: Int) -> [Effect] {
    let help = KeyHelpView.explorer(theme: theme, scroll: scroll)
    let (scroll, effects) = help.pressing(key, on: size)
    overlay = scroll.map { .help(scroll: $0) }
    return effects
  }

  private mutating func pressInPrompt(_ key: Key) -> [Effect] {
    guard case .prompt(var prompt) = overlay else { return [] }
    switch key {
    case .escape, .control("c"): overlay = nil
    case .enter: return accept(prompt)
    case .control("l"): return [.redrawAll]
    default:
      guard !pressInCommandLine(key, prompt) else { return [] }
      // Out of the model first, so that a long text is changed where it is instead of copied.
      overlay = nil
      let remarks = (prompt.problem, prompt.candidates)
      (prompt.problem, prompt.candidates) = ([], [])
      if !prompt.handle(key) { (prompt.problem, prompt.candidates) = remarks }
      overlay = .prompt(prompt)
    }
    return []
  }

  /// Does what a key means, so many times.
  mutating func perform(_ command: ExplorerCommand, count: Int) -> [Effect] {
    if command == .faster || command == .slower {
      changeSpeed(by: command == .faster ? 1 : -1)
      return []
    }
    if command != .quit { debugger.hasAskedToQuit = false }
    let wasBusy = interrupt()
    switch command {
    case .interrupt: return wasBusy || stopCheck() ? [] : [.quit]
    case .quit: return quit()
    case .animate: if !wasBusy { animate() }
    case .undo: for _ in 0..<min(count, 1_000) { undo(isRedo: false) }
    case .redo: for _ in 0..<min(count, 1_000) { undo(isRedo: true) }
    case .copy: return copySelection()
    case .redraw: return [.redrawAll]
    case .toggleMouse: return [.toggleMouse]
    case .switchScreen: return [.switchScreen]
    case .help: overlay = .help(scroll: 0)
    case .editProgram: overlay = .prompt(Prompt(.program, text: program.text.asOneLine))
    case .setInput: openInputPrompt()
    case .toggleBreakpoint: toggleBreakpoint()
    case .toggleWatch: toggleWatch()
    case .commandLine: openCommandLine()
    case .find: overlay = .prompt(Prompt(.find, text: ""))
    case .findNext: for _ in 0..<min(count, 1_000) { findAgain(step: 1) }
    case .findPrevious: for _ in 0..<min(count, 1_000) { findAgain(step: -1) }
    case .changeMode: changeMode()
    case .ask(let question): ask(question)
    case .check: attempt(.check)
    case .openHessianProduct: attempt(.hessianProduct(along: nil))
    case .leaveDetour: attempt(.leaveDetour)
    case .cycleOperands: cycle(.operands)
    case .cycleUsers: cycle(.users)
    case .runForward: startRun(isForward: true, stops: count)
    case .runBackward: startRun(isForward: false, stops: count)
    case .selectLeft, .selectRight, .selectUp, .selectDown:
      for _ in 0..<min(count, outline.items.count) { moveSelection(command) }
      showSelection()
    case .fold: toggleFold()
    case .foldAll: toggleFoldOfAll()
    case .lookInside: lookInside()
    case .zoomIn: changeZoom(by: 1)
    case .zoomOut: changeZoom(by: -1)
    case .growSide, .shrinkSide: changeSize(by: command == .growSide ? 1 : -1)
    case .nextPane, .previousPane, .pane, .onlyPane, .leave: arrange(command)
    case .changeGlyphs: change(.glyphs)
    case .changeColors: change(.colors)
    case .changeBackground: change(.background)
    default:
      let before = timeline.position
      travel(command, count: count)
      if timeline.position != before { enterWhatHappened(command) }
      refreshAfterTravel()
      pointAtNonFinite()
    }
    return []
  }
}

extension Key {
  /// The digit that the key types.
  var digit: Int? {
    guard case .character(let character) = self, character.isASCII else { return nil }
    return character.wholeNumberValue
  }
}
