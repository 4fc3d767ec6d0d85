package import Autodiff
package import Debugging
package import Explorer
package import Formula
package import Inquiry
package import Learning
package import Lessons
import Presentation
package import TextCanvas
package import TrainingScreen
package import Widgets

/// The whole program: the screens there are and which one is in front.
package struct AppModel: Sendable {
  /// The screens one can be on.
  package enum ScreenName: Hashable, Sendable {
    case start, explorer, training
  }

  package internal(set) var front: ScreenName
  package internal(set) var explorer: ExplorerModel?
  package internal(set) var training: TrainingModel?
  /// The network that is in the explorer, and the images it can be looked at on, if it is one.
  private(set) var openedImages: OpenedImages?
  /// Where Escape leads to from a screen on which nothing is left to close.
  var origins: [ScreenName: ScreenName] = [:]
  /// What the explorer held before something was opened from the training screen.
  private var shelved: Shelved?
  var start: StartModel
  /// Whether the mouse does something; on all screens or on none.
  package private(set) var isMouseOn = false
  /// The size of the screens, without the rows below them.
  private(set) var size: Size
  /// The rows below the screens, and the keys that are shown there while people look on.
  private var rowsBelow: Int
  private var trail: KeyTrail?
  /// What is to be done outside since a program was opened, and has not been taken yet.
  private var waitingEffects: [Effect] = []
  /// How many programs have been opened, so that a layout of one that was left is not shown.
  private(set) var openings = 0
  let settings: Settings
  /// What is shown of a lesson on the training screen.
  var sight = LessonSight()
  /// How all screens are drawn, which may be with less than the terminal can show.
  private var looks: Capabilities

  /// The program with the start screen in front.
  package init(size whole: Size, settings: Settings = Settings()) {
    trail = settings.isPresenting ? KeyTrail() : nil
    let size = Self.size(of: whole, isPresenting: settings.isPresenting)
    self.size = size
    rowsBelow = whole.height - size.height
    self.settings = settings
    looks = settings.capabilities
    start = StartModel(
      size: size, capabilities: settings.capabilities, recent: settings.recent,
      offersTutorial: settings.offersTutorial)
    front = .start
    isMouseOn = settings.commands.wantsMouse ?? false
  }

  /// What the explorer held, and how it got there.
  private struct Shelved: Sendable {
    let explorer: ExplorerModel
    let images: OpenedImages?
    let origin: ScreenName?
  }

  /// Opens a program in the explorer and brings that to the front; from one of the start screen's list,
  /// Escape leads there.
  package mutating func open(_ program: Program, isOfList: Bool = false) throws(GraphError) {
    try open(program, from: isOfList ? .start : nil)
    explorer?.hintsBack = !isOfList
  }

  /// The same, knowing where Escape leads back to, and on which of some images the program is.
  mutating func open(
    _ program: Program, from origin: ScreenName?, images: OpenedImages? = nil, at index: Int = 0
  ) throws(GraphError) {
    let opened = try ExplorerModel(
      program, size: size, capabilities: settings.capabilities, notation: settings.notation,
      mode: settings.mode)
    shelve(for: origin)
    explorer = opened
    if settings.isPresenting { explorer?.present() }
    explorer?.images = images?.gallery(at: index)
    (openedImages, origins[.explorer]) = (images, origin)
    openings += 1
    explorer?.capabilities = looks
    // What needs files is done by the run loop, and what stands behind it after that.
    let commands = settings.commands.partedAtFiles
    waitingEffects += explorer?.perform(commands.before).effects.map { Effect($0) } ?? []
    if !commands.rest.isEmpty { waitingEffects.append(.file(.perform(commands.rest))) }
    front = .explorer
    shareLooks()
    shareOrigins()
  }

  /// Gives a lesson in the explorer and brings that to the front.
  package mutating func open(_ lesson: LessonSession) throws(CommandFailure) {
    try open(lesson, from: nil)
  }

  /// The same without the keys that the page presses for its reader.
  mutating func open(_ lesson: LessonSession, pressesKeys: Bool) throws(CommandFailure) {
    try open(lesson, from: nil, pressesKeys: pressesKeys)
  }

  private mutating func open(
    _ lesson: LessonSession, from origin: ScreenName?, pressesKeys: Bool = true
  ) throws(CommandFailure) {
    explorer = try ExplorerModel(
      lesson, size: size, capabilities: settings.capabilities, notation: settings.notation,
      pressesKeys: pressesKeys)
    if settings.isPresenting { explorer?.present() }
    (openedImages, origins[.explorer]) = (nil, origin)
    openings += 1
    explorer?.capabilities = looks
    front = .explorer
    sight = LessonSight()
    waitingEffects += followLesson(pressesKeys: pressesKeys)
    shareLooks()
  }

  /// Gives a built-in lesson, or says on the start screen why not.
  private mutating func openLesson(_ name: String) {
    do {
      guard let lesson = try BuiltInLesson.named(name)?.lesson() else { return }
      try open(LessonSession(try LessonPlay(lesson, seed: "1")), from: .start)
    } catch {
      start.problem = "the lesson \(name) cannot be given"
    }
  }

  /// Keeps what the explorer holds while something is looked at that the training screen opened.
  private mutating func shelve(for origin: ScreenName?) {
    guard origin == .training else { return shelved = nil }
    // From one image to another there is nothing to keep.
    guard origins[.explorer] != .training else { return }
    shelved = explorer.map {
      Shelved(explorer: $0, images: openedImages, origin: origins[.explorer])
    }
  }

  /// Continues with a session in the explorer and brings that to the front.
  package mutating func open(_ session: SessionFile, path: String) throws(GraphError) {
    try open(session.program)
    explorer?.resume(session, path: path)
  }

  /// Brings the training screen to the front, with what is known of the run and the curves of
  /// others, and perhaps a step that is opened when the run has come to it.
  package mutating func openTraining(
    _ snapshot: TrainingSnapshot, beside others: [SavedRun] = [], awaiting step: Int? = nil
  ) {
    training = TrainingModel(snapshot, size: size, capabilities: settings.capabilities)
    training?.capabilities = looks
    training?.savedRuns = others
    training?.awaitedStep = step
    front = .training
    shareOrigins()
  }

  /// Shows the curves of a saved run, or why there are none.
  package mutating func compare(with run: Result<SavedRun, FilePort.Problem>) {
    switch run {
    case .success(let run): training?.compare(with: run)
    case .failure(let problem): training?.failToCompare(problem.message)
    }
  }
}

extension AppModel {
  /// The model after an event of the screen, and what is to be done outside it.
  package mutating func update(_ event: ScreenEvent) -> [Effect] {
    let event = leavingRows(event)
    let isTyped = isTyping
    if case .key(let key) = event { trail?.note(key, isTyped: isTyped) }
    if case .resize(let size) = event { resize(to: size) }
    if event == .ended { return [.screen(.quit)] }
    // What was on its way when the mouse was switched off means nothing any more.
    if case .mouse = event, !isMouseOn { return [] }
    let effects = updateLesson(event) ?? updateFront(event)
    shareLooks()
    let held = holdingRun(asking(effects))
    let rest = held.flatMap { perform($0) } + followLesson() + takeWaitingEffects()
    shareOrigins()
    return rest
  }

  /// What the commands ask for that are done in every program, once.
  package mutating func takeWaitingEffects() -> [Effect] {
    let effects = waitingEffects
    waitingEffects = []
    return effects.flatMap { perform($0) }
  }

  /// A run that is not saved asks before another screen quits the program, on its own screen.
  private mutating func asking(_ effects: [Effect]) -> [Effect] {
    guard front != .training, effects.contains(.screen(.quit)),
      let training, training.snapshot.isUnsaved, !training.isOfLesson
    else { return effects }
    self.training?.askBeforeQuitting()
    origins[.training] = front
    front = .training
    return effects.filter { $0 != .screen(.quit) }
  }

  /// Lets the screens know whether Escape leads anywhere.
  mutating func shareOrigins() {
    explorer?.canGoBack = origins[.explorer] != nil
    training?.canGoBack = origins[.training] != nil
  }

  /// Goes back to where the screen in front was opened from; what the training screen opened in the
  /// explorer is closed.
  private mutating func goBack() -> [Effect] {
    switch front {
    case .start:
      guard explorer != nil || training != nil else { return [.screen(.quit)] }
      front = explorer == nil ? .training : .explorer
    case .training:
      front = origins[.training] ?? front
      origins[.training] = nil
    case .explorer:
      let origin = origins[.explorer]
      if origin == .training { takeFromShelf() }
      front = origin ?? front
    }
    return []
  }

  private mutating func takeFromShelf() {
    explorer = shelved?.explorer
    (openedImages, origins[.explorer]) = (shelved?.images, shelved?.origin)
    shelved = nil
    openings += 1
    // A drawing that was on its way then is asked for again.
    _ = explorer?.update(.resize(size))
    explorer?.capabilities = looks
  }

  /// Changes to the other screen; Escape leads back from the training screen, unless it is where one
  /// came from.
  private mutating func switchScreen() -> [Effect] {
    guard front != .training else {
      if explorer == nil, let effects = training?.openPresentStep() {
        return effects.map { Effect($0) }
      }
      front = explorer == nil ? .start : .explorer
      return []
    }
    if origins[front] != .training { origins[.training] = front }
    guard training != nil else { return [.screen(.switchScreen)] }
    front = .training
    return []
  }

  /// How something is drawn on the screen in front holds for the others, too.
  mutating func shareLooks() { shareLooks(of: front) }

  /// How something is drawn on one screen holds for the others.
  mutating func shareLooks(of screen: ScreenName) {
    let chosen =
      switch screen {
      case .start: start.capabilities
      case .explorer: explorer?.capabilities
      case .training: training?.capabilities
      }
    looks = chosen ?? looks
    start.capabilities = looks
    explorer?.capabilities = looks
    training?.capabilities = looks
  }

  /// Shows how far training has come.
  package mutating func show(_ snapshot: TrainingSnapshot) {
    training?.show(snapshot)
  }

  /// Opens what is read, or says on the start screen why not.
  private mutating func opens(_ read: () throws(FormulaFailure) -> Program) -> Bool {
    do {
      try open(try read(), from: .start)
      start.closePrompt()
      return true
    } catch let failure as FormulaFailure {
      start.problem = failure.report
    } catch {
      start.problem = "\(error)"
    }
    return false
  }

  /// All screens learn of the new size, those behind as well.
  private mutating func resize(to size: Size) {
    self.size = size
    start.size = size
    if front != .explorer { _ = explorer?.update(.resize(size)) }
    if front != .training { _ = training?.update(.resize(size)) }
  }

  /// Does what only concerns the model, and returns what is to be done outside.
  mutating func perform(_ effect: Effect) -> [Effect] {
    switch effect {
    case .open(let example):
      _ = opens { [precision = settings.precision] () throws(FormulaFailure) in
        try Program(example.text, origin: example.name, precision: precision)
      }
      return []
    case .openText(let text):
      let isOpen = opens { [precision = settings.precision] () throws(FormulaFailure) in
        try Program(text, precision: precision)
      }
      return isOpen ? RecentProgram(formula: text).map { [.remember($0)] } ?? [] : []
    case .openLesson(let name):
      openLesson(name)
      return []
    case .useMouse(let isOn):
      isMouseOn = isOn
      return []
    case .screen(.toggleMouse):
      isMouseOn.toggle()
      report("mouse support is \(isMouseOn ? "on" : "off")")
      return []
    case .lesson(let line): return performInLesson(line)
    case .screen(.switchScreen): return switchScreen()
    case .screen(.goBack): return goBack()
    case .showImage(let index):
      showImage(index)
      return []
    case .screen(.quit), .screen(.redrawAll), .openAgain, .remember, .file, .copy, .edit,
      .showLine, .train, .beginRun,
      .compare, .openImage, .replay, .openRow, .openMinibatch:
      return [effect]
    }
  }

  /// The frame for this model.
  package func view() -> Frame {
    guard let trail else { return screenView }
    let screen = screenView
    var canvas = Canvas(size: Size(width: size.width, height: size.height + rowsBelow))
    canvas.draw(screen.canvas, at: Position(x: 0, y: 0))
    trail.draw(
      on: &canvas, in: canvas.bounds.rows(bottom: rowsBelow).bottom, theme: Theme.fitting(looks))
    return Frame(canvas: canvas.hidingFolders(), cursor: screen.cursor)
      .limited(to: looks, on: settings.capabilities)
  }

  /// The frame of the screen in front.
  private var screenView: Frame {
    switch front {
    case .start: start.view()
    case .explorer: explorer?.view() ?? start.view()
    case .training: lessonFrame ?? training?.view() ?? start.view()
    }
  }
}

extension AppModel {
  /// On lower screens there is no room for the last keys.
  fileprivate static let lowestWithKeys = 12

  /// The size that is left for a screen.
  fileprivate static func size(of whole: Size, isPresenting: Bool) -> Size {
    guard isPresenting, whole.height >= lowestWithKeys + KeyTrail.rows else { return whole }
    return Size(width: whole.width, height: whole.height - KeyTrail.rows)
  }

  /// An event as the screens are told of it, above the rows that they do not have.
  fileprivate mutating func leavingRows(_ event: ScreenEvent) -> ScreenEvent {
    guard case .resize(let whole) = event else { return event }
    let rest = Self.size(of: whole, isPresenting: settings.isPresenting)
    rowsBelow = whole.height - rest.height
    return .resize(rest)
  }
}
