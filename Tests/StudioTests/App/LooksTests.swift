import Formula
import Learning
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Studio
@testable import TrainingScreen

/// Glyphs, colours and background, which one chooses with F2 to F4 on any screen for all of them.
@Suite struct LooksTests {
  private let screen = Capabilities(hasBraille: false)

  private func app(on front: AppModel.ScreenName) throws -> AppModel {
    var model = AppModel(
      size: Size(width: 80, height: 24), settings: AppModel.Settings(capabilities: screen))
    if front != .start { try model.open(Program("x = 2; z = x*x")) }
    if front == .training {
      model.openTraining(
        TrainingSnapshot(options: TrainingOptions(), dataName: "drawn digits", epochs: 1))
    }
    return model
  }

  private func isInASCII(_ model: AppModel) -> Bool {
    model.view().canvas.text().allSatisfy(\.isASCII)
  }

  @Test(arguments: [AppModel.ScreenName.start, .explorer, .training])
  func `F2 draws in ASCII, and again in what the screen has`(_ front: AppModel.ScreenName) throws {
    var model = try app(on: front)
    let before = model.view().canvas
    _ = model.update(.key(.function(2)))
    #expect(isInASCII(model))
    _ = model.update(.key(.function(2)))
    _ = model.update(.key(.escape))
    if front != .start { #expect(model.view().canvas.text() == before.text()) }
    #expect(model.explorer?.capabilities ?? screen == screen)
  }

  @Test(arguments: [AppModel.ScreenName.start, .explorer, .training])
  func `F3 goes round the numbers of colours and F4 changes the background`(
    _ front: AppModel.ScreenName
  ) throws {
    var model = try app(on: front)
    let before = model.view().canvas
    for _ in 0..<3 { _ = model.update(.key(.function(3))) }
    let colors = Set(
      (0..<24).flatMap { model.view().canvas.row($0) }.map(\.style.foreground))
    #expect(colors == [.terminal])
    _ = model.update(.key(.function(3)))
    _ = model.update(.key(.function(4)))
    #expect(model.view().canvas != before)
  }

  @Test func `what is chosen on one screen holds on the others, also on those opened later`() throws
  {
    var model = try app(on: .explorer)
    _ = model.update(.key(.function(4)))
    _ = model.update(.key(.function(2)))
    model.openTraining(
      TrainingSnapshot(options: TrainingOptions(), dataName: "drawn digits", epochs: 1))
    #expect(model.training?.capabilities.isLight == true)
    #expect(isInASCII(model))
    _ = model.update(.key(.function(4)))
    _ = model.update(.key(.character("v")))
    #expect(model.explorer?.capabilities.isLight == false)
    #expect(model.explorer?.capabilities.glyphs == .ascii)
  }
}
