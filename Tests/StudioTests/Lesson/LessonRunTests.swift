import Basics
import Learning
import Lessons
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Studio
@testable import TrainingScreen

/// A lesson on the training screen.
@Suite struct LessonRunTests {
  static let text = """
    title: A run
    train: --examples 200 --hidden 4 --epochs 2 --batch 50
    go: start
    A network before its first step.

    predict: What will the loss be?
    answer: loss
    accept: within 50%
    because: It is {loss}.
    then: step 3

    ---
    go: epoch 1
    keys: 5
    ask: What is the test loss?
    answer: testLoss

    ---
    program:
      x = 3
      f = x^2
    go: end
    And a program.
    """

  private let play: LessonPlay

  init() throws { play = try LessonPlay(try Lesson(Self.text, name: "own"), seed: "1") }

  /// The program after some keys, with every run trained at once.
  private func model(
    _ keys: String, size: Size = Size(width: 120, height: 40), in play: LessonPlay? = nil
  ) throws -> AppModel {
    var model = AppModel(size: size)
    try model.open(LessonSession(play ?? self.play))
    // A run wakes its screen with what has become of it.
    let events = try KeySequence.parse(keys).flatMap { [$0, .wake] }
    var screen = MemoryScreen(size: size, events: events)
    run(&model, on: &screen, training: .atOnce, isScripted: true)
    return model
  }

  private func text(_ model: AppModel) -> String { model.view().canvas.text() }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `the run stands beside the text, and goes on when its question is answered`(
    _ size: Size
  ) throws {
    let before = try model("", size: size)
    #expect(before.front == .training)
    #expect(before.training?.snapshot.record.steps == 0)
    let shown = text(before)
    #expect(shown.contains("A network before its first step."))
    #expect(shown.contains("1 loss"))
    #expect(shown.contains("Enter: answer (then ? if not sure)  What will the loss be?"))
    let typing = try model("Enter '2.3'", size: size)
    #expect(text(typing).contains("answer 2.3"))
    #expect(text(typing).contains("Enter to give it"))
    #expect(typing.view().cursor?.y == size.height - 2)
    let after = try model("Enter '2.3' Enter", size: size)
    #expect(after.training?.snapshot.record.steps == 3)
    #expect(text(after).contains("2.3 is right."))
    let next = try model("Enter '2.3' Enter Enter", size: size)
    #expect(next.training?.snapshot.record.steps == 4)
    #expect(next.training?.snapshot.inspection?.layers.isEmpty == false)
    // The page's key has brought the layers to the front.
    #expect(text(next).contains("5 layers"))
    let last = try model("Enter '2.3' Enter Enter Enter '?' Enter Enter", size: size)
    #expect(last.front == .explorer)
    #expect(text(last).contains("And a program."))
  }

  @Test func `while a prediction waits, the run stays where it is`() throws {
    for keys in ["Space", "n", "a", "i BSpace '1' Enter", "r Enter", "':set rate 3' Enter"] {
      let model = try model(keys)
      #expect(model.training?.live.record.steps == 0, "\(keys)")
      #expect(model.training?.live.rate == 0.1, "\(keys)")
      #expect(text(model).contains("predict first"), "\(keys)")
    }
    // Once it is made, the keys do what they always do.
    let free = try model("Enter '2.3' Enter n")
    #expect(free.training?.live.record.steps == 4)
  }

  @Test func `what was changed by hand is undone by the next page`() throws {
    let model = try model("Enter '2.3' Enter n n n n Enter")
    #expect(model.training?.live.record.steps == 4)
    let figures = try #require(model.explorer?.lesson?.figures)
    #expect(model.training?.live.record.losses.last.map { Double($0.loss) } == figures.loss)
  }

  @Test func `keys go to the panes and come back`() throws {
    // The text has Enter at first, and digits choose panes all the same.
    let layers = try model("5")
    #expect(layers.training?.focus == .layers)
    #expect(layers.sight.hasFocus)
    let panes = try model("Tab O")
    #expect(!panes.sight.hasFocus)
    #expect(panes.training?.isZoomed == true)
    let back = try model("Tab O Escape Escape")
    #expect(back.sight.hasFocus)
    #expect(back.training?.isZoomed == false)
    let around = try model("Tab " + String(repeating: "Tab ", count: 10))
    #expect(around.sight.hasFocus)
    #expect(try model("Tab BTab").sight.hasFocus)
  }

  @Test(arguments: ["Tab ", "Tab Tab Tab ", "5 Tab ", "Tab O "])
  func `Enter is the lesson's, whichever pane has the focus`(_ keys: String) throws {
    let typing = try model(keys + "Enter '2.3'")
    #expect(typing.explorer?.isAnswering == true)
    #expect(text(typing).contains("answer 2.3"))
    let next = try model(keys + "Enter '2.3' Enter Enter")
    #expect(next.explorer?.lesson?.page == 1)
    let hints = try model(keys).view().canvas.rows().last ?? ""
    #expect(hints.hasPrefix(" Enter answers  "), "\(hints)")
  }

  @Test func `the help of a screen with a lesson says what its keys do`() throws {
    let shown = text(try model("?"))
    #expect(shown.contains("in a lesson"), "\(shown)")
    #expect(shown.contains(":lesson hint"))
    var alone = AppModel(size: Size(width: 120, height: 40))
    alone.openTraining(TrainingPort.none.snapshot())
    _ = alone.update(.key(.character("?")))
    #expect(!text(alone).contains("in a lesson"))
  }

  @Test(arguments: [("training-screen", 2), ("training-screen", 4), ("spike", 1)])
  func `the choices are in sight while one is typed`(_ name: String, _ page: Int) throws {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    var session = LessonSession(try LessonPlay(lesson, seed: "1"))
    session.go(to: page - 1)
    var model = AppModel(size: Size(width: 80, height: 24))
    try model.open(session)
    for event in try KeySequence.parse("Enter") { _ = model.update(event) }
    let shown = text(model)
    for letter in ["a) ", "b) ", "c) "] { #expect(shown.contains(letter), "\(shown)") }
    #expect(shown.contains("a to c, ? if you are not sure"))
  }

  @Test func `what the lesson about a spike says of its run is so`() throws {
    let lesson = try #require(BuiltInLesson.named("spike")).lesson()
    let play = try LessonPlay(lesson, seed: "1")
    let place = try #require(play.runPlace(ofPage: 0))
    let before = try #require(place.figures(afterStep: 88)?.loss)
    let after = try #require(place.figures(afterStep: 89)?.loss)
    #expect(after > 2.5 * before)
    var session = LessonSession(play)
    try session.answer("b")
    var model = AppModel(size: Size(width: 120, height: 40))
    try model.open(session)
    var screen = MemoryScreen(size: Size(width: 120, height: 40), events: [.wake])
    run(&model, on: &screen, training: .atOnce, isScripted: true)
    let alerts = try #require(model.training?.live.alerts)
    let updates = alerts.filter { $0.rule == .updateRatio }
    let spikes = alerts.filter { $0.rule == .lossSpike }
    #expect(!updates.isEmpty && updates.allSatisfy { $0.step == 20 })
    #expect(spikes.map(\.step) == [89])
  }

  @Test func `commands about the lesson are typed on either screen`() throws {
    #expect(try model("':lesson 2' Enter").explorer?.lesson?.page == 1)
    #expect(try model("':lesson 3' Enter").front == .explorer)
    #expect(try model("':lesson 3' Enter ':lesson back' Enter").front == .training)
    #expect(try model("':answer 2.3' Enter").explorer?.lesson?.isAsking == false)
    #expect(text(try model("':lesson 9' Enter")).contains("the lesson has pages 1 to 3"))
    var alone = AppModel(size: Size(width: 80, height: 24))
    alone.openTraining(TrainingPort.none.snapshot())
    for event in try KeySequence.parse("':lesson hint' Enter") { _ = alone.update(event) }
    #expect(text(alone).contains("no lesson is open here"))
  }

  @Test func `the other screen shows the same page, and quitting asks for nothing`() throws {
    let explorer = try model("v")
    #expect(explorer.front == .explorer)
    #expect(text(explorer).contains("A network before its first step."))
    #expect(try model("v v").front == .training)
    var asking = try model("Enter '2.3' Enter n")
    #expect(asking.training?.live.isUnsaved == true)
    #expect(asking.update(.key(.character("q"))) == [.screen(.quit)])
  }

  @Test func `the mouse reads the text and the panes where they are`() throws {
    let room = LessonRoom(Size(width: 120, height: 40))
    func click(_ area: Rect) -> String { "Click(\(area.x + 3),\(area.y + 6)) " }
    let panes = try model("F5 " + click(room.run))
    #expect(!panes.sight.hasFocus)
    #expect(panes.training?.focus == .loss)
    #expect(try model("F5 " + click(room.run) + click(room.lesson)).sight.hasFocus == true)
  }

  /// A page that opens a step and moves within it, then one that looks at an earlier moment, each after a
  /// page whose run has not come that far.
  private static let keyed = """
    title: Keys
    train: --examples 200 --hidden 4 --epochs 2 --batch 50
    go: start
    keys: 5
    Nothing yet.

    ---
    go: step 3
    keys: 'o' Right
    A step.

    ---
    go: epoch 1
    keys: N
    The step before.
    """

  @Test func `keys are pressed when the run has come to where the page begins`() throws {
    let play = try LessonPlay(try Lesson(Self.keyed, name: "own"), seed: "1")
    let first = try model("", in: play)
    #expect(first.training?.focus == .layers)
    let step = try model("Enter", in: play)
    guard case .step(let sight)? = step.training?.overlay else {
      Issue.record("no step is open")
      return
    }
    #expect(sight.number == 3)
    #expect(sight.step?.record.step == 3)
    // This key needed the rows of the step.
    #expect(sight.place == 1)
    // They are pressed once, and not again when the step is closed.
    #expect(try model("Enter Escape", in: play).training?.hasOverlay == false)
    let past = try model("Enter Escape Enter", in: play)
    #expect(past.training?.shownStep == 3)
    #expect(past.training?.snapshot.record == past.training?.live.record)
    #expect(past.training?.past?.replayed?.record.step == 3)
  }

  @Test func `keys wait for a run that is still on its way, and for what is being typed`() throws {
    let play = try LessonPlay(try Lesson(Self.keyed, name: "own"), seed: "1")
    var session = LessonSession(play)
    session.go(to: 1)
    var model = AppModel(size: Size(width: 120, height: 40))
    try model.open(session)
    let training = TrainingPort.atOnce
    guard case .beginRun(let run, let step, let wishes)? = model.takeWaitingEffects().first else {
      Issue.record("no run is begun")
      return
    }
    #expect(model.pressKeysOfPage().isEmpty)
    training.begin(run, 1, wishes, Waker {})
    model.show(training.snapshot())
    #expect(model.pressKeysOfPage().isEmpty)
    #expect(model.training?.hasOverlay == false)
    training.send(.run(toStep: step))
    model.show(training.snapshot())
    _ = model.update(.key(.character(":")))
    #expect(model.pressKeysOfPage().isEmpty)
    _ = model.update(.key(.escape))
    #expect(model.pressKeysOfPage() == [.replay(step: 3)])
    #expect(model.pressKeysOfPage().isEmpty)
  }

  @Test func `what keys of a lesson would change about the run is not done`() throws {
    let text = """
      title: T
      train: --examples 200 --hidden 4 --epochs 2 --batch 50
      go: step 2
      keys: n n
      A text.
      """
    let play = try LessonPlay(try Lesson(text, name: "own"), seed: "1")
    let model = try model("Tab", in: play)
    #expect(model.training?.live.record.steps == 2)
  }

  @Test func `keys that do nothing on the training screen are found`() throws {
    let text = """
      title: T
      train: --examples 64 --epochs 1
      keys: 5
      keys: G
      keys: 'open
      A text.

      ---
      go: step 1
      keys: o
      keys: Right
      keys: a
      Another one.
      """
    let lesson = try Lesson(text, name: "own")
    var check = LessonCheck(lesson)
    LessonKeys.check(lesson, &check)
    LessonRunKeys.check(lesson, &check)
    let lines = check.findings.map { lesson.source.position(of: $0.span.lowerBound).line }
    #expect(lines == [4, 5, 12])
  }

  @Test(
    arguments: ["training-screen", "spike"],
    [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `a built-in lesson is played to its end with keys`(_ name: String, _ size: Size) throws {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    let session = LessonSession(try LessonPlay(lesson, seed: "anna"))
    var model = AppModel(size: size)
    try model.open(session)
    var keys = ""
    for page in lesson.pages.indices {
      if let question = session.play.question(onPage: page) {
        let answer = right(session.play, question)
        keys += "Enter '\(answer)' Enter "
      }
      keys += "Enter "
    }
    let events = try KeySequence.parse(keys).flatMap { [$0, .wake] }
    var screen = MemoryScreen(size: size, events: events)
    run(&model, on: &screen, training: .atOnce, isScripted: true)
    let played = try #require(model.explorer?.lesson)
    #expect(played.progress.isDone)
    #expect(played.progress.points == Double(lesson.points))
    #expect(screen.frames.contains { $0.text().contains("1 loss") })
    #expect(text(model).contains("The lesson is done: \(lesson.points) of \(lesson.points) points"))
  }

  /// The right answer as somebody types it.
  private func right(_ play: LessonPlay, _ number: Int) -> String {
    switch play.questions[number].right {
    case .number(let number): number.typed
    case .choice(let right): Choice.letter(right.min() ?? 0)
    case .formula, .node, .path: play.rightAnswer(number)
    }
  }
}
