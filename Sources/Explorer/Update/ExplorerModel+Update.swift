import Autodiff
package import Debugging
import Formula
package import Inquiry
import Lessons
import Presentation
import Syntax
package import TextCanvas
import Widgets

extension ExplorerModel {
  /// The model after an event of the screen, and what is to be done outside it.
  ///
  /// No drawing, no clock, no file: the same events lead to the same model.
  package mutating func update(_ event: ScreenEvent) -> [ExplorerEffect] {
    switch event {
    case .key(let key): return press(key)
    case .mouse(let event): follow(event)
    case .resize(let size): resize(to: size)
    case .paste(let text):
      paste(text)
    case .wake: break
    case .ended: return [.screen(.quit)]
    }
    return []
  }

  private mutating func paste(_ text: String) {
    changeEditor { $0.insert(text) }
    guard case .prompt(var prompt) = overlay else { return }
    overlay = nil
    prompt.insert(text.pastedInOneLine)
    overlay = .prompt(prompt)
  }

  private mutating func resize(to size: Size) {
    self.size = size
    if case .answer(var answer) = overlay {
      answer.wrap(in: size)
      overlay = .answer(answer)
    }
    requestDrawing()
    resetCamera()
  }

  mutating func press(_ key: Key) -> [ExplorerEffect] {
    notice = nil
    // Whatever is pressed meanwhile is for a state that would be gone.
    if errand.isRunning {
      _ = interrupt()
      if key == .control("c") { return [] }
    }
    switch overlay {
    case .help(let sight): return pressInHelp(key, sight)
    case .prompt: return pressInPrompt(key)
    case .editor: return pressInEditor(key)
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
    if lesson != nil, let effects = pressInLesson(key) { return effects }
    if performInTensor(key) || performInUnits(key) || performInPane(key) { return [] }
    guard let command = KeyTable.explorer.command(for: key) else {
      notice = StyledText("\(key) does nothing here; ? lists the keys", .muted)
      typedCount = nil
      return []
    }
    let count = typedCount
    typedCount = nil
    return performForKey(command.counted(count))
  }

  private mutating func pressInHelp(_ key: Key, _ sight: HelpSight) -> [ExplorerEffect] {
    let help = help(at: sight)
    let (sight, effects) = help.pressing(key, on: size)
    overlay = sight.map { .help($0) }
    return effects.map { .screen($0) }
  }

  private mutating func pressInPrompt(_ key: Key) -> [ExplorerEffect] {
    guard case .prompt(var prompt) = overlay else { return [] }
    switch key {
    case .escape, .control("c"): overlay = nil
    case .enter: return accept(prompt)
    case .control("l"): return [.screen(.redrawAll)]
    case _ where scrollWhileAnswering(key): return []
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

  /// Does for a key what the command does, and shows what came of it.
  mutating func performForKey(_ command: DebuggerCommand) -> [ExplorerEffect] {
    do {
      let reply = try perform(command)
      show(reply.answer)
      return reply.effects
    } catch {
      notice = StyledText(error.lines[0], .warning)
      return []
    }
  }

  /// Shows an answer: a line of it below, more in a box.
  mutating func show(_ answer: Answer) {
    if let matrices = answer.matrices {
      overlay = .matrices(MatrixSheet(matrices))
    } else if answer.lines.count == 1, answer.title.isEmpty {
      notice = answer.lines[0].text
    } else if !answer.lines.isEmpty {
      overlay = .answer(AnswerBox(answer, in: size))
    }
  }
}

extension ExplorerModel {
  /// Does a command, whoever asks for it, and returns what it has to say and what is to be done
  /// outside; one that may take long is only asked for, and done when its answer is adopted.
  package mutating func perform(_ command: DebuggerCommand) throws(CommandFailure) -> Reply {
    try refuseHidden(command)
    guard mayTakeLong(command) else { return try performAtOnce(command) }
    ask(for: command)
    return Reply()
  }

  /// Does a command now, however long it takes.
  mutating func performAtOnce(_ command: DebuggerCommand) throws(CommandFailure) -> Reply {
    if command != .quit, command != .interrupt { debugger.hasAskedToQuit = false }
    try refuseHidden(command)
    if let lesson, lesson.holdsTime, let reply = try performWhileAsking(command) { return reply }
    let wasBusy = command.letsRunsContinue ? false : interrupt()
    switch command {
    case .travel(let way, let count): travel(way, count: count)
    case .run(let isForward, let stops): startRun(isForward: isForward, stops: stops)
    case .animate: if !wasBusy { animate() }
    case .changeSpeed(let step): changeSpeed(by: step)
    case .interrupt: return Reply(effects: wasBusy || stopCheck() ? [] : quit())
    case .goTo(let position): goTo(position)

    case .move(let way, let count): moveSelection(way, count: count)
    case .select(let name): return try select(name)
    case .find(let text): return try find(text)
    case .findAgain(let step, let count): findAgain(step: step, count: count)
    case .cycle(let direction): cycle(direction)

    case .lookInside: lookInside()
    case .showUnits(let name): return try showUnits(of: name)
    case .showAlgorithm(let algorithm): return try showAlgorithm(algorithm)
    case .fold: toggleFold()
    case .foldAll: toggleFoldOfAll()
    case .foldToDepth(let depth): fold(toDepth: depth)
    case .openLine(let name): return try openLine(of: name)
    case .zoom(let step): changeZoom(by: step)
    case .turnPage(let step): return try turnPage(by: step)
    case .turnHalfPage(let step): moveByPages(Double(step) / 2)
    case .fit: fitDrawing()
    case .arrange(.leave) where plotted != nil: closePlot()
    case .arrange(.leave) where leadsToLesson: focus(on: .lesson)
    case .arrange(.leave) where hasNothingToClose: return try goBack()
    case .arrange(let move): arrange(move)
    case .resizePanes(let step): changeSize(by: step)
    case .changeGlyphs: change(.glyphs)
    case .changeColors: change(.colors)
    case .changeBackground: change(.background)
    case .changeNotation: changeNotation()
    case .toggleMouse: return Reply(effects: [.screen(.toggleMouse)])

    case .toggleBreakpoint: toggleBreakpoint()
    case .setBreakpoint(let condition, let isTemporary):
      return try setBreakpoint(condition, isTemporary: isTemporary)
    case .breakOn(let text, let isTemporary):
      return try setBreakpoint(on: text, isTemporary: isTemporary)
    case .deleteBreakpoints(let numbers):
      try debugger.breakpoints.remove(numbers)
      return info(.breaks)
    case .enableBreakpoints(let numbers, let isEnabled):
      try debugger.breakpoints.change(numbers) { $0.isEnabled = isEnabled }
      return info(.breaks)
    case .ignoreBreakpoint(let number, let count):
      try debugger.breakpoints.change([number]) { $0.ignored = count }
      return info(.breaks)
    case .toggleWatch: toggleWatch()
    case .watch(let text): return try watch(text)
    case .unwatch(let number): try debugger.watches.remove(number)

    case .info(let topic): return info(topic)
    case .list: return Reply("nodes", listLines)
    case .print(let text): return try print(text)
    case .ask(let question): return Reply(try answer(question))
    case .check: return Reply(try check())
    case .useEngine(let name): return try useEngine(name)
    case .nudge(let node, let amount): return Reply(try nudge(node, by: amount))
    case .plot(let request): return try plot(request)

    case .set(let name, let value): return try set(name, to: value)
    case .release(let name): return try release(name)
    case .seed(let node, let value): return try seed(node, value)
    case .descend(let rate, let count, let names):
      try startDescent(rate: rate, count: count, moving: inputs(names))
    case .walk(let step): try walk(by: step)
    case .goToStep(let step): try goToStep(step)
    case .edit(let text?): return try edit(text)
    case .edit(nil): return try editElsewhere()
    case .differentiate(let name): return try differentiate(name)
    case .openExample(let name): return try openExample(name)
    case .undo(let count): undo(isRedo: false, count: count)
    case .redo(let count): undo(isRedo: true, count: count)
    case .changeMode: changeMode()

    case .derivative(let isForward):
      return try isForward ? openTangents() : openDerivative()
    case .hessianProduct(let direction): return try openHessianProduct(along: direction)
    case .leaveDetour: return try leaveDetour()
    case .showImage(let move): return try showImage(move)

    case .lesson(let move): return try lesson(move)
    case .answer(let text): return try answerLesson(text)

    case .save(let path, let replacing): return try save(to: path, replacing: replacing)
    case .exportPicture(let path, let replacing):
      return try exportPicture(to: path, replacing: replacing)
    case .source(let path): return Reply(effects: [.file(.readCommands(path: path))])
    case .copy: return Reply(effects: copySelection())

    case .open(let line): open(line)
    case .help(let name): return try help(name)
    case .showKeys: overlay = .help(HelpSight())
    case .switchScreen: return Reply(effects: [.screen(.switchScreen)])
    case .redraw: return Reply(effects: [.screen(.redrawAll)])
    case .quit: return Reply(effects: quit())
    }
    return Reply()
  }
}

extension DebuggerCommand {
  /// Whether what continues by itself does so all the same: an animation while its speed changes.
  fileprivate var letsRunsContinue: Bool {
    if case .changeSpeed = self { true } else { false }
  }
}

extension Key {
  /// The digit that the key types.
  var digit: Int? {
    guard case .character(let character) = self, character.isASCII else { return nil }
    return character.wholeNumberValue
  }
}
