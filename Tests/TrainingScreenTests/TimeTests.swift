import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// Back and forth in the time of a run.
@Suite struct TimeTests {
  private let run: SmallRun

  init() throws { run = try SmallRun(steps: 12, wishes: Wishes(digit: .test(0))) }

  private func model(_ pane: TrainingPane = .weights) -> TrainingModel {
    var model = run.model(zooming: pane)
    model.live.state = .paused
    return model
  }

  /// Presses a key, and shows what it wants to be replayed.
  private func press(_ key: Key, on model: inout TrainingModel) throws -> [TrainingEffect] {
    let effects = model.update(.key(key))
    for case .replay(let step) in effects {
      model.show(.success(try run.replayed(step)), number: step)
    }
    return effects
  }

  @Test func `N shows the weights as they were, and G those of now`() throws {
    var model = model()
    let now = model.view()
    for _ in 0..<3 { _ = try press(.character("N"), on: &model) }
    #expect(model.shownStep == 9)
    #expect(model.snapshot.parameters == (try run.replayed(9)).after)
    #expect(model.text.contains("after step 9, G: now"))
    _ = try press(.character("n"), on: &model)
    #expect(model.snapshot.parameters == (try run.replayed(10)).after)
    _ = try press(.character("G"), on: &model)
    #expect(model.past == nil && model.view() == now)
  }

  @Test func `g goes to the state before the first minibatch`() throws {
    var model = model()
    _ = try press(.character("g"), on: &model)
    #expect(model.shownStep == 0)
    #expect(model.snapshot.parameters == (try run.replayed(1)).before)
    _ = try press(.character("N"), on: &model)
    #expect(model.text.contains("this is the start of the run"))
  }

  @Test func `going back pauses a run that goes on, and n at the end is a new minibatch`() throws {
    var model = model()
    model.live.state = .running
    #expect(try press(.character("N"), on: &model).contains(.train(.togglePause)))
    model.live.state = .paused
    _ = try press(.character("n"), on: &model)
    #expect(model.past == nil)
    #expect(try press(.character("n"), on: &model).contains(.train(.oneMinibatch)))
  }

  @Test func `the digit is read with the weights of the moment`() throws {
    var model = model(.digit)
    _ = try press(.character("g"), on: &model)
    let reading = try #require(model.snapshot.reading)
    let reader = try ImageReader(
      model.live.options.plan, parameters: (try run.replayed(1)).before.map(\.elements))
    #expect(reader.read(again: reading) == reading)
    #expect(reading.scores != model.live.reading?.scores)
  }

  @Test func `c and C go from alert to alert, which are listed and marked`() throws {
    var model = model(.loss)
    #expect(try press(.character("C"), on: &model).isEmpty)
    #expect(model.text.contains("there are no alerts"))
    model.live.alerts = [3, 7].map { step in
      Alert(
        rule: .lossSpike, level: .warning, step: step, epoch: 0.1, layer: "W1", value: 2,
        threshold: 1, words: "the loss jumped; look at its rows")
    }
    #expect(model.text.contains("!"))
    #expect(try press(.character("C"), on: &model).contains(.replay(step: 7)))
    #expect(model.text.contains("step 7: loss-spike W1: the loss jumped"))
    _ = try press(.character("C"), on: &model)
    #expect(model.shownStep == 3)
    _ = try press(.character("C"), on: &model)
    #expect(model.text.contains("there is no earlier alert"))
    _ = try press(.character("c"), on: &model)
    #expect(model.shownStep == 7)
    _ = try press(.character("!"), on: &model)
    #expect(model.text.contains("loss-spike") && model.text.contains("step 3"))
    #expect(try press(.character("o"), on: &model).contains(.replay(step: 7)))
    #expect(model.text.contains("step 7: the rows of its minibatch"))
  }

  @Test func `Escape comes back to now, then leads to where one came from`() throws {
    var model = model()
    model.canGoBack = true
    _ = model.update(.key(.character("O")))
    _ = try press(.character("N"), on: &model)
    #expect(try press(.escape, on: &model).isEmpty)
    #expect(model.past == nil)
    #expect(try press(.escape, on: &model) == [.screen(.goBack)])
  }

  @Test func `plus and minus change the pace, from slowest to unbounded`() {
    var model = model()
    #expect(model.update(.key(.character("-"))).contains(.train(.setPace(500))))
    for _ in 0..<20 { _ = model.update(.key(.character("-"))) }
    #expect(model.pace.stepsPerSecond == 1)
    for _ in 0..<20 { _ = model.update(.key(.character("+"))) }
    #expect(model.pace.stepsPerSecond == nil)
    #expect(model.type(":pace 3").contains(.train(.setPace(3))))
  }
}
