import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// Keys of the training screen, and what they ask of the run.
@Suite struct TrainingControlTests {
  private var model: TrainingModel

  init() throws { model = try SmallRun(steps: 1, wishes: Wishes()).model(zooming: .loss) }

  private func effects(after keys: [Key]) -> [TrainingEffect] {
    var model = model
    return keys.flatMap { model.update(.key($0)) }
  }

  private func typing(_ text: String) -> [Key] {
    [.control("u")] + text.map { Key.character($0) } + [.enter]
  }

  private func line(_ text: String) -> [TrainingEffect] {
    var model = model
    return model.type(":" + text)
  }

  @Test func `a rate that is typed is set`() {
    let effects = effects(after: [.character("i")] + typing("0.05"))
    #expect(effects.contains(.train(.setRate(0.05))))
  }

  @Test(arguments: ["", "zero", "-1", "0", "inf", "nan"])
  func `a rate that is none says what is wanted`(_ text: String) {
    var model = model
    for key in [Key.character("i")] + typing(text) {
      for effect in model.update(.key(key)) {
        if case .train(.setRate) = effect { Issue.record("set to \(text)") }
      }
    }
    #expect(model.text.contains("must be a positive number"))
  }

  @Test func `batch size, momentum, seed and file are set as typed`() {
    #expect(line("set batch 32").contains(.train(.setBatch(32))))
    #expect(line("set momentum 0.5").contains(.train(.setMomentum(0.5))))
    #expect(line("new 9").contains(.train(.restart(seed: 9))))
    #expect(effects(after: [.character("r")] + typing("9")).contains(.train(.restart(seed: 9))))
    #expect(line("save a.safetensors").contains(.train(.save("a.safetensors"))))
  }

  @Test func `the result of saving is shown until the next key, also while the run goes on`() {
    var model = model
    model.type(":save a.safetensors")
    var snapshot = model.snapshot
    snapshot.saving = .done(path: "a.safetensors", step: 1)
    model.show(snapshot)
    snapshot.record.steps += 500
    model.show(snapshot)
    #expect(model.text.contains("saved to a.safetensors after 1 minibatch"))
    _ = model.update(.key(.character("1")))
    #expect(!model.text.contains("saved to"))
  }

  @Test func `a run that failed cannot be saved any more, and is left without asking`() {
    var model = model
    model.live.state = .failed(TrainingFailure(TrainingSetupError("no")))
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
  }

  @Test func `leaving a run that is not saved asks first`() {
    #expect(!effects(after: [.character("q")]).contains(.screen(.quit)))
    #expect(effects(after: [.character("q"), .character("q")]).contains(.screen(.quit)))
    #expect(!effects(after: [.character("q"), .character("x")]).contains(.screen(.quit)))
  }

  @Test(arguments: [
    Size(width: 1, height: 1), Size(width: 20, height: 5), Size(width: 300, height: 100),
  ])
  func `every pane draws on a screen of any size, before the run and during it`(_ size: Size) throws
  {
    let begun = TrainingSnapshot(
      options: TrainingOptions(), dataName: "drawn digits", epochs: 1)
    for snapshot in [begun, model.snapshot] {
      var model = TrainingModel(snapshot, size: size, capabilities: Capabilities())
      for pane in TrainingPane.allCases {
        _ = model.update(.key(.character(pane.key)))
        for key in [Key.enter, .down, .right, .up, .left, .character("p"), .pageDown] {
          _ = model.update(.key(key))
        }
        #expect(model.view().canvas.size == size)
      }
    }
  }

  @Test func `a key that means nothing says so until the next key`() {
    var model = model
    _ = model.update(.key(.character("$")))
    #expect(model.text.contains("$ does nothing here; ? lists the keys"))
    _ = model.update(.key(.escape))
    #expect(!model.text.contains("does nothing here"))
  }

  @Test(arguments: [Key.character("?"), .character("r"), .character(":")])
  func `C-l redraws below the help and prompts, which stay`(_ opening: Key) {
    var model = model
    _ = model.update(.key(opening))
    let overlay = model.overlay
    #expect(model.update(.key(.control("l"))) == [.screen(.redrawAll)])
    #expect(model.overlay == overlay && overlay != nil)
  }

  @Test func `another layer begins with its first tile`() {
    var model = model
    for key in [Key.character("3"), .right, .right, .enter] { _ = model.update(.key(key)) }
    #expect(model.tiles.place == 2)
    for key in [Key.character("4"), .right] { _ = model.update(.key(key)) }
    #expect((model.tiles.layer, model.tiles.place, model.tiles.unit) == (1, 0, nil))
  }

  @Test func `no two commands share a key`() {
    let keys = KeyTable.training.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }
}
