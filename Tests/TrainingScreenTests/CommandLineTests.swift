import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// What is typed behind a colon on the training screen.
@Suite struct CommandLineTests {
  private var model: TrainingModel

  init() throws { model = try SmallRun(steps: 1, wishes: Wishes()).model(zooming: .loss) }

  @Test func `a condition is set, listed and deleted`() {
    var model = model
    let condition = "loss > 3*median(loss, 20)"
    #expect(model.type(":break \(condition)").contains(.train(.setBreaks([condition]))))
    _ = model.update(.key(.character("b")))
    for key in "nan" { _ = model.update(.key(.character(key))) }
    #expect(model.update(.key(.enter)).contains(.train(.setBreaks([condition, "nan"]))))
    model.type(":info")
    #expect(model.text.contains("1: \(condition)   2: nan"))
    #expect(model.type(":delete 1").contains(.train(.setBreaks(["nan"]))))
    #expect(model.type(":delete").contains(.train(.setBreaks([]))))
  }

  @Test(
    arguments: [
      ("frobnicate", "no command is called 'frobnicate'"), ("set rate", "type set rate"),
      ("set rate -1", "must be a positive number"), ("break", "type break CONDITION"),
      ("break los > 2", "'los'"), ("break dead(9) > 1", "there is no hidden layer 9"),
      ("break median(loss) > 1", "type median(loss, COUNT)"), ("step 0", "type step STEP"),
      ("pace 0", "type pace STEPS"), ("goto -1", "type goto STEP"), ("delete x", "type delete"),
    ])
  func `what cannot be done says what to type`(line: String, words: String) {
    var model = model
    let effects = model.type(":" + line)
    #expect(effects.isEmpty)
    #expect(model.text.contains(words))
    guard case .prompt = model.overlay else {
      Issue.record("the line is gone")
      return
    }
  }

  @Test func `Tab completes, and the arrows recall`() {
    var model = model
    for key in ":br" { _ = model.update(.key(.character(key))) }
    _ = model.update(.key(.tab))
    for key in "lo" { _ = model.update(.key(.character(key))) }
    _ = model.update(.key(.tab))
    for key in " > 2" { _ = model.update(.key(.character(key))) }
    #expect(model.update(.key(.enter)).contains(.train(.setBreaks(["loss > 2"]))))
    for key in [Key.character(":"), .up] { _ = model.update(.key(key)) }
    #expect(model.text.contains(": break loss > 2"))
    for key in [Key.control("u"), .character("s"), .tab] { _ = model.update(.key(key)) }
    for candidate in ["set", "step", "save"] { #expect(model.text.contains(candidate)) }
  }

  @Test func `a new run asks first`() {
    var model = model
    #expect(!model.update(.key(.character("r"))).contains(.train(.restart(seed: 2))))
    #expect(model.text.contains("start a new run and lose this one?"))
    #expect(model.update(.key(.escape)).isEmpty)
  }

  @Test func `help lists every command`() {
    var model = model
    model.size = Size(width: 120, height: 40)
    model.type(":help")
    for line in TrainingLine.all { #expect(model.text.contains(line.usage)) }
    _ = model.update(.key(.escape))
    #expect(model.overlay == nil)
  }
}
