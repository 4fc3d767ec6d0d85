import Explorer
import Learning
import Lessons
import TextCanvas
import TrainingScreen

/// A lesson whose page is about a run: the training screen is in front, with the lesson's text beside its
/// panes. The explorer goes on with the lesson, so that it is the same on both screens.
extension AppModel {
  /// Whether a lesson's text stands beside the run.
  var isLessonBesideRun: Bool { front == .training && explorer?.lesson?.moment != nil }

  /// Shows what the lesson's page is about: brings that screen to the front, and has the run trained to where
  /// the page wants it.
  mutating func followLesson(pressesKeys: Bool = true) -> [Effect] {
    let before = sight
    let lesson = explorer?.lesson
    (sight.page, sight.moment) = (lesson?.page, lesson?.moment)
    let isNewPage = sight.page != before.page || (sight.moment == nil) != (before.moment == nil)
    if isNewPage { bringLessonToFront(comingFromRun: before.moment != nil) }
    let effects = sight.moment.map { follow($0, from: before, isNewPage: isNewPage) } ?? []
    arrangeLesson()
    awaitKeysOfPage(pressing: pressesKeys)
    return effects
  }

  private mutating func bringLessonToFront(comingFromRun: Bool) {
    if sight.moment != nil {
      origins[.training] = origins[.explorer]
      (front, sight.hasFocus) = (.training, true)
    } else if comingFromRun, sight.page != nil, front == .training {
      front = .explorer
    }
  }

  /// Has the run go on, or begun anew where it cannot.
  private mutating func follow(
    _ moment: RunMoment, from before: LessonSight, isNewPage: Bool
  ) -> [Effect] {
    guard moment != before.moment || isNewPage && before.isDisturbed else { return [] }
    sight.isDisturbed = false
    if let last = before.moment, last.run == moment.run, last.step <= moment.step,
      !before.isDisturbed
    {
      return last.step == moment.step ? [] : [.train(.run(toStep: moment.step))]
    }
    let run = moment.run
    training = TrainingModel(
      TrainingSnapshot(
        options: run.options, dataName: run.examples.name, epochs: run.epochs,
        readsImages: run.examples.kind == .digits),
      size: LessonRoom(size).run.size, capabilities: settings.capabilities)
    training?.isOfLesson = true
    shareLooks(of: .explorer)
    arrangeLesson()
    _ = training?.tellWishes()
    return [
      .beginRun(run, toStep: moment.step, looking: training?.wanted ?? Wishes(layers: true))
    ]
  }

  /// Gives text and panes their room.
  mutating func arrangeLesson() {
    let room = isLessonBesideRun ? LessonRoom(size) : nil
    explorer?.showLesson(in: room?.lesson, hasFocus: sight.hasFocus)
    training?.lesson = room.map { _ in LessonBeside(hasFocus: sight.hasFocus) }
    let left = room?.run.size ?? size
    training?.resize(to: left)
  }
}

// Keys that a page presses for its reader.
extension AppModel {
  /// Has the keys of another page wait for its run. Where no lesson is open, something of the run is looked
  /// at, from which one comes back to the same page.
  private mutating func awaitKeysOfPage(pressing: Bool) {
    guard let lesson = explorer?.lesson else { return }
    let page = lesson.moment.map { _ in lesson.page }
    guard page != sight.keys.page else { return }
    sight.keys = PageKeys(page: page)
    guard pressing, let page else { return }
    sight.keys.waiting = lesson.lesson.pages[page].keys.flatMap {
      (try? KeySequence.parse($0.text)) ?? []
    }
  }

  /// Presses the keys that have waited, as soon as what they look at is there, and returns what they want to
  /// see. Anything else that they ask for outside is not done.
  mutating func pressKeysOfPage() -> [Effect] {
    var effects: [Effect] = []
    while let event = sight.keys.waiting.first, isReadyForKeys {
      sight.keys.waiting.removeFirst()
      sight.keys.hasBegun = true
      effects += training?.update(event).filter(\.onlyLooks).map { Effect($0) } ?? []
    }
    return effects
  }

  /// Whether the run stands where the page wants it and shows what was asked for, and nobody types.
  private var isReadyForKeys: Bool {
    guard isLessonBesideRun, let moment = sight.moment, let training,
      sight.keys.hasBegun || !training.hasOverlay
    else { return false }
    return training.hasCome(toStep: moment.step) && !training.awaitsStep
  }
}

extension TrainingEffect {
  /// Whether it leaves the run and everything else as it is.
  var onlyLooks: Bool {
    switch self {
    case .train(.look), .replay: true
    default: false
    }
  }
}

// Keys.
extension AppModel {
  /// What an event means to the lesson; `nil` where it is for the panes of the run.
  mutating func updateLesson(_ event: ScreenEvent) -> [Effect]? {
    guard isLessonBesideRun, let explorer, let training else { return nil }
    switch event {
    case .key(let key) where explorer.isAnswering: return goOnWithLesson(.key(key))
    case .paste where explorer.isAnswering: return goOnWithLesson(event)
    case .key(let key): return training.hasOverlay ? nil : press(key)
    case .mouse(let mouse): return follow(mouse)
    case .paste, .resize, .wake, .ended: return nil
    }
  }

  private mutating func press(_ key: Key) -> [Effect]? {
    // Whichever pane has the focus.
    if key == .enter {
      sight.hasFocus = true
      arrangeLesson()
      return goOnWithLesson(.key(key))
    }
    guard sight.hasFocus else {
      guard training?.leavesPanes(by: key) == true else { return nil }
      sight.hasFocus = true
      return []
    }
    switch key {
    case .tab, .backTab:
      sight.hasFocus = false
      training?.notice = nil
      return []
    case .pageUp, .pageDown, .control("u"), .control("d"):
      return goOnWithLesson(.key(key))
    default: return nil
    }
  }

  /// Has the explorer do what is for the lesson, and shows what that says.
  private mutating func goOnWithLesson(_ event: ScreenEvent) -> [Effect] {
    let effects = explorer?.update(event) ?? []
    showNoticeOfLesson()
    return effects.map { Effect($0) }
  }

  /// Does a command about the lesson that was typed on the training screen.
  mutating func performInLesson(_ line: String) -> [Effect] {
    let effects = explorer?.performInLesson(line) ?? []
    showNoticeOfLesson()
    return effects.flatMap { perform(Effect($0)) }
  }

  private mutating func showNoticeOfLesson() {
    training?.notice = explorer?.notice?.plain
    explorer?.notice = nil
  }

  /// The mouse in the text, or in the panes as if these were alone.
  private mutating func follow(_ mouse: MouseEvent) -> [Effect]? {
    let room = LessonRoom(size)
    guard explorer?.isAnswering != true, room.lesson.contains(mouse.position) else {
      let position = Position(
        x: mouse.position.x - room.run.x, y: mouse.position.y - room.run.y)
      if case .press = mouse.action { sight.hasFocus = false }
      let moved = MouseEvent(mouse.action, at: position, modifiers: mouse.modifiers)
      return training?.update(.mouse(moved)).map { Effect($0) }
    }
    switch mouse.action {
    case .wheel(let wheel): explorer?.scrollLesson(by: 3 * wheel.step)
    case .press: sight.hasFocus = true
    case .drag, .release: break
    }
    return []
  }

  /// What keys of the training screen ask for: while a prediction waits, the run stays where it is.
  mutating func holdingRun(_ effects: [Effect]) -> [Effect] {
    guard isLessonBesideRun, effects.contains(where: \.changesRun) else { return effects }
    guard explorer?.lesson?.holdsTime == true else {
      sight.isDisturbed = true
      return effects
    }
    training?.notice = "predict first: press Enter and type your answer, or ? if you are not sure"
    return effects.filter { !$0.changesRun }
  }
}

extension Effect {
  /// Whether the run becomes another one, or goes on.
  fileprivate var changesRun: Bool {
    guard case .train(let command) = self else { return false }
    return switch command {
    case .togglePause, .pause, .run, .oneMinibatch, .setRate, .setBatch, .setMomentum, .setBreaks,
      .restart:
      true
    case .setPace, .save, .look, .stop: false
    }
  }
}
