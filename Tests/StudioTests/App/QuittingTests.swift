import Formula
import Learning
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Studio
@testable import TrainingScreen

/// Leaving the program while a run is not saved, from whatever screen.
@Suite struct QuittingTests {
  private func app(hasProgram: Bool) throws -> AppModel {
    var model = AppModel(size: Size(width: 80, height: 24))
    if hasProgram { try model.open(Program("x = 2; z = x*x")) }
    _ = model.update(.key(.character("v")))
    model.openTraining(try SmallRun(steps: 1, wishes: Wishes()).model(zooming: .loss).snapshot)
    // Escape leads back to where the training screen was opened from.
    _ = model.update(.key(.escape))
    return model
  }

  @Test(arguments: [true, false])
  func `q on another screen asks on the screen of the run`(hasProgram: Bool) throws {
    var model = try app(hasProgram: hasProgram)
    #expect(model.front == (hasProgram ? .explorer : .start))
    #expect(!model.update(.key(.character("q"))).contains(.screen(.quit)))
    #expect(model.view().canvas.text().contains("this run is not saved"))
    #expect(model.update(.key(.character("q"))).contains(.screen(.quit)))
  }

  @Test(arguments: [true, false])
  func `who stays is back where they were`(hasProgram: Bool) throws {
    var model = try app(hasProgram: hasProgram)
    let before = model.view()
    for key in [Key.character("q"), .escape] { _ = model.update(.key(key)) }
    #expect(model.view() == before)
  }

  @Test func `s saves the run first, and stays with it`() throws {
    var model = try app(hasProgram: true)
    for key in [Key.character("q"), .character("s")] { _ = model.update(.key(key)) }
    #expect(model.front == .training)
    #expect(model.update(.key(.enter)).contains(.train(.save("run.safetensors"))))
  }

  @Test(arguments: [true, false])
  func `C-c asks as q does, and quits when it is pressed again`(hasProgram: Bool) throws {
    var model = try app(hasProgram: hasProgram)
    #expect(!model.update(.key(.control("c"))).contains(.screen(.quit)))
    #expect(model.view().canvas.text().contains("this run is not saved"))
    #expect(model.update(.key(.control("c"))).contains(.screen(.quit)))
  }

  @Test func `the end of the keys quits at once`() throws {
    var model = try app(hasProgram: true)
    #expect(model.update(.ended).contains(.screen(.quit)))
  }

  @Test func `C-c closes the help first`() throws {
    var model = try app(hasProgram: true)
    let before = model.view()
    _ = model.update(.key(.character("?")))
    #expect(model.update(.key(.control("c"))) == [])
    #expect(model.view() == before)
  }

  @Test func `without a run that would be lost nothing is asked`() throws {
    var model = AppModel(size: Size(width: 80, height: 24))
    try model.open(Program("x = 2; z = x*x"))
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
  }
}
