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
    if pressesKeys, isNewPage, sight.moment != nil { pressKeysOfLesson() }
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

  /// Presses the page's keys for the reader. What they ask for outside is not done.
  private mutating func pressKeysOfLesson() {
    guard let lesson = explorer?.lesson else { return }
    for keys in lesson.lesson.pages[lesson.page].keys {
      for event in (try? KeySequence.parse(keys.text)) ?? [] { _ = training?.update(event) }
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
    case .enter, .pageUp, .pageDown, .control("u"), .control("d"):
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
